using Arena.Ingest.Store.Influx.Client;

namespace Arena.Ingest.Store.Influx;

internal static partial class LineWriters
{
    static partial void AddFullPack(ref Maker? maker) => maker = static (options, http, time) => new ClientLineWriter(options, http, time);
}
