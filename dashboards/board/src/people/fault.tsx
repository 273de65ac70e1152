/** What went wrong, told at once to who listens too. */
export const Fault = ({ text }: { readonly text: string | null }) => (
  <p class="fault" role="alert">{text}</p>
);
