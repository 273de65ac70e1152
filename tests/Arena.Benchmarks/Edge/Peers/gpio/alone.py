"""The stand-in's own share: the edges of all lines, and nobody who does anything with them."""
import json
import os
import threading

from RPi import GPIO

for line in json.loads(os.environ["ARENA_BENCH_PULSES"]):
    GPIO.setup(int(line), GPIO.IN)
    GPIO.add_event_detect(int(line), GPIO.BOTH, callback=lambda line: None)
threading.Event().wait()
