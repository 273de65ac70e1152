using Xunit;
using static Arena.Edge.Tests.Site.ManifestText;

namespace Arena.Edge.Tests.Site;

/// <summary>Faults of the climate section.</summary>
public class ClimateFaultTests
{
    [Fact]
    public void A_factor_that_is_counted_without_a_figure_is_refused() =>
        WithClimate.With("source: No figure found }", "source: No figure found, counted: true }")
            .IsRefused("{ title: { sv: Värme", "energy factor 'heat' is counted and has no 'kg_per_kwh'", "counted: false");

    [Fact]
    public void A_figure_without_a_boundary_is_refused() =>
        WithClimate.With("kg_per_kwh: 0.05, boundary: { sv: Norden, en: Nordic }", "kg_per_kwh: 0.05").IsRefused("{ title: { sv: Billig", "energy factor 'cheap' has no 'boundary'", "boundary: { sv:");

    [Fact]
    public void A_figure_without_a_source_is_refused() =>
        WithClimate.With(", source: A table", "").IsRefused("{ title: { sv: Mat, en: Food }, fraction", "sorting factor 'food' has no 'source'", "source: ");

    [Fact]
    public void Two_counted_factors_of_a_medium_are_refused() =>
        WithClimate.With("source: Another, counted: false", "source: Another, counted: true")
            .IsRefused("cheap", "'cheap' is counted, and so is 'dear' (line 49) of medium 'electricity'", "Write 'counted: false' at one of them");

    [Fact]
    public void Two_counted_curves_are_refused() =>
        WithClimate.With("source: Another promise }", "source: Another promise, counted: true }").IsRefused("steeper", "'steeper' is counted, and so is 'down' (line 55)", "alternative");

    [Fact]
    public void An_unknown_medium_is_refused() =>
        WithClimate.With("medium: heat", "medium: water").IsRefused("water", "'medium' of energy factor 'heat' is 'water', which is not known", "electricity, heat");

    [Fact]
    public void An_unknown_fraction_is_refused() =>
        WithClimate.With("fraction: food, kg", "fraction: fod, kg").IsRefused("fod", "'fraction' of sorting factor 'food'", "Did you mean 'food'?");

    [Fact]
    public void A_curve_that_rises_is_refused() =>
        WithClimate.With("yearly_factor: 0.836", "yearly_factor: 16.4").IsRefused("16.4", "'yearly_factor' of curve 'steeper' is 16.4, outside 0.01 to 1", "from 0.01 to 1");

    [Fact]
    public void Grams_for_kilos_are_refused() =>
        WithClimate.With("kg_per_kwh: 0.5,", "kg_per_kwh: 524.1,").IsRefused("524.1", "outside 0 to 100", "from 0 to 100");

    [Fact]
    public void A_misspelt_key_is_refused() =>
        WithClimate.With("likenesses:", "likeness:").IsRefused("likeness", "'climate' has no key 'likeness'", "Did you mean 'likenesses'?");

    [Fact]
    public void A_year_that_is_none_is_refused() =>
        WithClimate.With("year: 2006", "year: undated").IsRefused("undated", "'year' of likeness 'coal' is 'undated', not a whole number", "year: 2023");
}
