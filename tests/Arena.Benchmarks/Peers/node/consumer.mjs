// What a careful user writes with stock packages: SenML packs from a broker into InfluxDB 1.x, one point for each sample.
//
//   node consumer.mjs MQTT_PORT HTTP_PORT DATABASE FILTER POINTS_FILE
//
// POINTS_FILE is JSON: {"site": "…", "points": {"name": {"zone": "…", "medium": "…"}}}, for the tags.
// Written for speed: a line's beginning is made once for each series; no promise and no object for each sample; batches of 5,000 lines over kept connections,
// uncompressed, because the database is near. Messages are acknowledged as mqtt.js does it, when its handler is done with them, which is not when they are stored;
// while the database is behind by more than MOST_WAITING lines the handler isn't done, so memory stays bounded.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { InfluxDB, escape } from '@influxdata/influxdb-client'
import mqtt from 'mqtt'

const MOST_WAITING = 50_000

const [mqttPort, httpPort, database, filter, pointsFile] = process.argv.slice(2)
const { site, points } = JSON.parse(readFileSync(pointsFile, 'utf8'))

const fields = new Map([
  ['temperature', ['environment', 'temperature_c']],
  ['active_energy_import', ['energy', 'active_energy_import_wh']],
])

const influx = new InfluxDB({
  url: `http://127.0.0.1:${httpPort}`,
  transportOptions: { agent: new http.Agent({ keepAlive: true, maxSockets: 4 }) },
})
let waiting = 0
let held
const writer = influx.getWriteApi('', database, 'ms', {
  batchSize: 5_000,
  flushInterval: 100,
  gzipThreshold: Number.MAX_SAFE_INTEGER,
  maxBufferLines: 2 * MOST_WAITING,
  writeSuccess(lines) {
    waiting -= lines.length
    if (held === undefined || waiting > MOST_WAITING) return
    const done = held
    held = undefined
    done()
  },
})
// The client writes to /api/v2/write, which InfluxDB 1.6 doesn't have; its documentation names this property for such servers.
writer.path = `/write?db=${encodeURIComponent(database)}&precision=ms`

// Measurement, tags and field of a series, by its SenML name.
const beginnings = new Map()

function beginning(name) {
  const slash = name.lastIndexOf('/')
  const point = points[name.slice(0, slash)]
  const field = fields.get(name.slice(slash + 1))
  if (point === undefined || field === undefined) throw new Error(`unknown series ${name}`)
  const tags = { medium: point.medium, point: name.slice(0, slash), site, zone: point.zone }
  let text = escape.measurement(field[0])
  for (const key in tags) if (tags[key] !== undefined) text += `,${key}=${escape.tag(tags[key])}`
  text += ` ${field[1]}=`
  beginnings.set(name, text)
  return text
}

// RFC 8428: base name and base time hold from their record on.
function write(payload) {
  const records = JSON.parse(payload.toString())
  let baseName = ''
  let baseTime = 0
  for (let i = 0; i < records.length; i++) {
    const record = records[i]
    if (record.bn !== undefined) baseName = record.bn
    if (record.bt !== undefined) baseTime = record.bt
    if (typeof record.v !== 'number') continue
    const name = baseName + record.n
    const time = Math.round((baseTime + (record.t ?? 0)) * 1000)
    waiting++
    writer.writeRecord((beginnings.get(name) ?? beginning(name)) + record.v + ' ' + time)
  }
}

const client = mqtt.connect({
  host: '127.0.0.1',
  port: Number(mqttPort),
  protocolVersion: 5,
  clientId: 'node-consumer',
  clean: false,
  keepalive: 60,
  properties: { sessionExpiryInterval: 86_400, receiveMaximum: 65_535 },
})
client.on('error', (error) => console.error(error))
// One at a time, with back-pressure, as the client's documentation offers it.
client.handleMessage = (packet, done) => {
  write(packet.payload)
  if (waiting <= MOST_WAITING) done()
  else held = done
}
client.on('connect', () => {
  client.subscribe(filter, { qos: 1 }, (error) => {
    if (error) throw error
    console.log('consumer ready')
  })
})

process.on('SIGTERM', async () => {
  await client.endAsync()
  await writer.close()
  process.exit(0)
})
