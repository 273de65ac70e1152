using Arena.Ingest.Api.Shapes;

namespace Arena.Ingest.Api;

/// <summary>
/// Refuses parameters that an endpoint doesn't have, and those given twice: a misspelt <c>form=</c> would otherwise give an answer to another
/// question, and nobody would see it.
/// </summary>
internal static class KnownParameters
{
    /// <summary>Describes an error answer.</summary>
    public static RouteHandlerBuilder ProducesFault(this RouteHandlerBuilder endpoint, int status) =>
        endpoint.Produces<ProblemShape>(status, Problems.ContentType);

    public static TBuilder WithParameters<TBuilder>(this TBuilder endpoint, params string[] names)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            foreach (var (name, values) in context.HttpContext.Request.Query)
            {
                if (!names.Contains(name, StringComparer.Ordinal))
                    throw ApiFault.BadParameter(
                        name, $"There is no parameter \"{QueryText.Shown(name)}\".", names.Length == 0 ? "Ask without parameters." : $"Use {string.Join(", ", names)}.");
                if (values.Count > 1)
                    throw ApiFault.BadParameter(name, $"{name} is given {values.Count} times.", "Give it once; several names go between commas.");
            }

            return await next(context);
        });
}
