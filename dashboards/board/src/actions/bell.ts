/** Lets the sender sleep until there is a reason to try: something new, the network back, the page looked at, a sign-in. */
export class Bell {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Until rung (also just before the call) or until `milliseconds` have passed; null: only until rung. */
  wait(milliseconds: number | null): Promise<void> {
    if (this.#rung) {
      this.#rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#wake = null;
        this.#rung = false;
        resolve();
      };
      const timer = milliseconds === null ? undefined : setTimeout(end, milliseconds);
      this.#wake = end;
    });
  }
}
