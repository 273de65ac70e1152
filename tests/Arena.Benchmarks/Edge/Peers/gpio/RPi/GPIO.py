"""RPi.GPIO where there are no lines: what watches a line gets the edges of a meter's contact.

The part of the library that node-red-node-pi-gpio and node.py call. As there, callbacks run one after the other on a thread of the library's own; an edge
comes to them by a timer here, and by epoll on the line there. ARENA_BENCH_PULSES names the lines: {"4": 4320} is 4320 pulses an hour on GPIO 4.
"""
import heapq
import json
import os
import threading
import time

BCM, IN, PUD_DOWN, PUD_UP, FALLING, BOTH = 11, 1, 21, 22, 32, 33

# S0 (EN 62053-31): a pulse is at least 30 ms long.
PULSE_S = 0.04

_pulses = {int(line): float(pulses) for line, pulses in json.loads(os.environ["ARENA_BENCH_PULSES"]).items()}
_levels = {}
_edges = []
_changed = threading.Condition()


def setmode(_mode):
    pass


def setwarnings(_on):
    pass


def setup(line, _direction, _pull=PUD_UP, **_more):
    _levels[line] = 1


def input(line):
    return _levels[line]


def cleanup(_line=None):
    pass


def add_event_detect(line, edge, callback, bouncetime=0):
    if _pulses.get(line, 0) <= 0:
        return
    with _changed:
        if not _edges:
            threading.Thread(target=_play, daemon=True).start()
        # Lines of one process begin apart, as contacts do.
        heapq.heappush(_edges, (time.monotonic() + line / 100, line, 0, edge, callback))
        _changed.notify()


def _play():
    while True:
        with _changed:
            while _edges[0][0] > time.monotonic():
                _changed.wait(_edges[0][0] - time.monotonic())
            due, line, level, edge, callback = heapq.heappop(_edges)
            pause = PULSE_S if level == 0 else 3600 / _pulses[line] - PULSE_S
            heapq.heappush(_edges, (due + pause, line, 1 - level, edge, callback))
        _levels[line] = level
        if edge == BOTH or level == 0:
            callback(line)
