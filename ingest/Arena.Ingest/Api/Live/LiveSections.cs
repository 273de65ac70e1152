using Arena.Ingest.Api.Live.Sections;

namespace Arena.Ingest.Api.Live;

/// <summary>What of the live view there is, and what a client asks for of it.</summary>
internal static class LiveSections
{
    /// <summary>Registers the live view with its own sections; others register theirs as <see cref="ILiveSection"/> beside them.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveSeats>();
        services.AddSingleton<LiveFrames>();
        services.AddSingleton<LiveFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveFeed>());
        services.AddSingleton<ILiveSection, SamplesSection>();
        services.AddSingleton<ILiveSection, NodesSection>();
        services.AddSingleton<ILiveSection, SummarySection>();
        services.AddSingleton<ILiveSection, MatchSection>();
        services.AddSingleton<ILiveSection, BoardSection>();
        return services;
    }

    /// <summary>Places of the sections with these names, between commas; of all without.</summary>
    /// <exception cref="ApiFault">There is none of that name.</exception>
    public static IReadOnlyList<int> Chosen(IReadOnlyList<string> names, string? sections)
    {
        if (sections is null)
            return [.. Enumerable.Range(0, names.Count)];
        var chosen = new SortedSet<int>();
        foreach (var name in QueryText.Names("sections", sections, names.Count))
        {
            var place = names.IndexOf(name);
            if (place < 0)
                throw ApiFault.BadParameter("sections", $"There is no section \"{QueryText.Shown(name)}\".", $"Choose from {string.Join(", ", names)}.");
            chosen.Add(place);
        }

        return [.. chosen];
    }

    private static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (var place = 0; place < names.Count; place++)
        {
            if (names[place] == name) return place;
        }

        return -1;
    }
}
