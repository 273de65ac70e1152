namespace Arena.Ingest.Api.Admin;

/// <summary>What changes something: <c>/admin/v1/…</c>, on the Unix socket alone. A request by TCP never sees these endpoints.</summary>
internal static class AdminApi
{
    /// <summary>Answers requests of the socket in a pipeline of their own; all others go on.</summary>
    public static void UseAdminApi(this WebApplication app) => app.MapWhen(AdminSocket.Brought, branch =>
    {
        branch.UseMiddleware<Problems>();
        branch.UseStatusCodePages(context => Problems.WriteBareAsync(context.HttpContext));
        branch.UseRouting();
        branch.UseEndpoints(endpoints =>
        {
            var admin = endpoints.MapGroup("/admin/v1").NeedingTheStore().ExcludeFromDescription();
            LedgerEndpoints.Map(admin);
            QuarantineAdminEndpoints.Map(admin);
            PeopleAdminEndpoints.Map(admin);
        });
    });
}
