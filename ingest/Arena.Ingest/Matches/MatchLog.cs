using Arena.Ingest.Said;

namespace Arena.Ingest.Matches;

/// <summary><c>matches.db</c>: what was said of matches; the subject is the match's name.</summary>
internal sealed class MatchLog(string folder) : SaidLog<MatchSaid>(Path.Combine(folder, "matches.db"), MatchJson.Default.MatchSaid);
