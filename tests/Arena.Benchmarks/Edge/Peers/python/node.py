"""What a careful user would run on a Pi without Arena: one loop, paho, QoS 1, counters kept on disk.

Sixteen meters every 10 s (register and rate), eight bins every 60 s (level, weight, openings), the node's own health every 60 s; packs of SenML every
5 s. Pulses and lids come by callbacks of RPi.GPIO, as on a Pi; under it stands a stand-in (Peers/gpio). No I2C is here: level and weight are computed.

Not in it: an outbox (what the broker did not take when the process dies is lost), confirmation by the database, dating after a wrong clock, declared gaps,
checks of what a sensor says.
"""
import json
import os
import sys
import time

import paho.mqtt.client as mqtt
from RPi import GPIO

PORT, FOLDER, NODE = int(sys.argv[1]), sys.argv[2], sys.argv[3]
TOPIC = f"arena/v1/bench/{NODE}/"
METER_LINES, LID_LINES = json.loads(os.environ["ARENA_BENCH_METERS"]), json.loads(os.environ["ARENA_BENCH_LIDS"])
METERS, BINS = len(METER_LINES), len(LID_LINES)
METER_EVERY, BIN_EVERY, PACK_EVERY = 10, 60, 5
COUNTERS = os.path.join(FOLDER, "counters.json")


def load_counters():
    try:
        with open(COUNTERS, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {"meters": [0] * METERS, "lids": [0] * BINS}


def save_counters(counters):
    # Written aside, flushed and renamed: a power cut leaves the old or the new one.
    with open(COUNTERS + ".new", "w", encoding="utf-8") as file:
        json.dump(counters, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(COUNTERS + ".new", COUNTERS)


def watch(lines, counts, debounce_ms):
    for place, line in enumerate(lines):
        def count(_line, place=place):
            counts[place] += 1
        GPIO.setup(line, GPIO.IN, GPIO.PUD_UP)
        GPIO.add_event_detect(line, GPIO.FALLING, callback=count, bouncetime=debounce_ms)


def read_meters(now, counters, last, pack):
    for meter in range(METERS):
        pulses, last[meter] = counters[meter] - last[meter], counters[meter]
        name = f"meter-{meter + 1}/"
        pack.append({"n": name + "active_energy_import", "u": "Wh", "v": counters[meter], "t": now})
        pack.append({"n": name + "active_power", "u": "W", "v": round(pulses * 3600 / METER_EVERY, 1), "t": now})


def read_bins(now, openings, pack):
    for place in range(BINS):
        name = f"bin-{place + 1}/"
        pack.append({"n": name + "filling_level", "u": "/", "v": round((now / 36000 + place / 8) % 1, 3), "t": now})
        pack.append({"n": name + "cargo_weight", "u": "kg", "v": round((now / 360 + place) % 20, 2), "t": now})
        pack.append({"n": name + "lid_openings", "u": "/", "v": openings[place], "t": now})


def read_health(now, pack):
    with open("/proc/meminfo", encoding="ascii") as file:
        memory = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in file}
    with open("/proc/uptime", encoding="ascii") as file:
        uptime = float(file.read().split()[0])
    disk = os.statvfs(FOLDER)
    for quantity, unit, value in (
        ("cpu_load", "/", os.getloadavg()[0]),
        ("memory_used", "B", memory["MemTotal"] - memory["MemAvailable"]),
        ("disk_free", "B", disk.f_bavail * disk.f_frsize),
        ("uptime", "s", uptime),
    ):
        pack.append({"n": f"{NODE}/{quantity}", "u": unit, "v": value, "t": now})


def main():
    client = mqtt.Client(client_id=NODE, clean_session=False)
    client.will_set(TOPIC + "state", '{"online":false}', qos=1, retain=True)
    client.connect_async("127.0.0.1", PORT, keepalive=20)
    client.loop_start()

    counters, pack = load_counters(), []
    last = list(counters["meters"])
    GPIO.setmode(GPIO.BCM)
    watch(METER_LINES, counters["meters"], 10)
    watch(LID_LINES, counters["lids"], 50)
    meters_due = bins_due = health_due = time.time()
    pack_due = meters_due
    while True:
        now = time.time()
        if now >= meters_due:
            read_meters(round(now, 3), counters["meters"], last, pack)
            meters_due += METER_EVERY
        if now >= bins_due:
            read_bins(round(now, 3), counters["lids"], pack)
            bins_due += BIN_EVERY
        if now >= health_due:
            read_health(round(now, 3), pack)
            health_due += BIN_EVERY
        if now >= pack_due:
            if pack:
                client.publish(TOPIC + "data", json.dumps(pack, separators=(",", ":")), qos=1)
                save_counters(counters)
                pack = []
            pack_due += PACK_EVERY
        time.sleep(max(0, min(meters_due, bins_due, health_due, pack_due) - time.time()))


main()
