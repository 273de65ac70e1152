"""What a careful user would run on a Pi without Arena: one loop, paho, QoS 1, counters kept on disk.

Sixteen meters every 10 s (register and rate), eight bins every 60 s (level, weight, openings), the node's own health every 60 s; packs of SenML every
5 s. No GPIO and no I2C is here: readings are computed. What a pulse would cost on real lines is left out, in its favour.

Not in it: an outbox (what the broker did not take when the process dies is lost), confirmation by the database, dating after a wrong clock, declared gaps,
checks of what a sensor says.
"""
import json
import os
import sys
import time

import paho.mqtt.client as mqtt

PORT, FOLDER, NODE = int(sys.argv[1]), sys.argv[2], sys.argv[3]
TOPIC = f"arena/v1/bench/{NODE}/"
METERS, BINS = 16, 8
METER_EVERY, BIN_EVERY, PACK_EVERY = 10, 60, 5
COUNTERS = os.path.join(FOLDER, "counters.json")


def load_counters():
    try:
        with open(COUNTERS, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return [0] * METERS


def save_counters(counters):
    # Written aside, flushed and renamed: a power cut leaves the old or the new one.
    with open(COUNTERS + ".new", "w", encoding="utf-8") as file:
        json.dump(counters, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(COUNTERS + ".new", COUNTERS)


def read_meters(now, counters, pack):
    for meter in range(METERS):
        pulses = 10 + (meter + int(now)) % 5
        counters[meter] += pulses
        name = f"meter-{meter + 1}/"
        pack.append({"n": name + "active_energy_import", "u": "Wh", "v": counters[meter], "t": now})
        pack.append({"n": name + "active_power", "u": "W", "v": round(pulses * 3600 / METER_EVERY, 1), "t": now})


def read_bins(now, pack):
    for place in range(BINS):
        name = f"bin-{place + 1}/"
        pack.append({"n": name + "filling_level", "u": "/", "v": round((now / 36000 + place / 8) % 1, 3), "t": now})
        pack.append({"n": name + "cargo_weight", "u": "kg", "v": round((now / 360 + place) % 20, 2), "t": now})
        pack.append({"n": name + "lid_openings", "u": "/", "v": int(now / 100), "t": now})


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
    meters_due = bins_due = health_due = time.time()
    pack_due = meters_due
    while True:
        now = time.time()
        if now >= meters_due:
            read_meters(round(now, 3), counters, pack)
            meters_due += METER_EVERY
        if now >= bins_due:
            read_bins(round(now, 3), pack)
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
