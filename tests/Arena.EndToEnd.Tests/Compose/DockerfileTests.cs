using System.Xml.Linq;
using Arena.EndToEnd.Tests.House;
using Xunit;

namespace Arena.EndToEnd.Tests.Compose;

/// <summary>The images of ingest and edge: what they are built from is there, and what runs in them is not root.</summary>
[Trait("Category", "Check")]
public sealed class DockerfileTests
{
    private const string Ingest = "ingest/Arena.Ingest/Dockerfile";
    private const string Edge = "edge/Arena.Edge/Dockerfile";

    public static TheoryData<string> Dockerfiles() => [Ingest, Edge];

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void Everything_it_copies_exists_and_reaches_the_builder(string path)
    {
        var file = DockerfileText.Read(path);
        var allowed = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"))
            .Where(line => line.StartsWith('!'))
            .Select(line => line[1..])
            .ToList();

        Assert.NotEmpty(file.Sources);
        foreach (var source in file.Sources)
        {
            Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), $"{source} does not exist");
            Assert.Contains(allowed, entry => source == entry || source.StartsWith(entry + "/", StringComparison.Ordinal));
        }

        Assert.All(file.CopiedStages, stage => Assert.Contains(stage, file.Stages));
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void It_copies_every_project_the_published_one_refers_to(string path)
    {
        var sources = DockerfileText.Read(path).Sources.ToList();
        var project = Directory.EnumerateFiles(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!), "*.csproj").Single();

        foreach (var needed in Closure(project).Select(one => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(one)!)))
            Assert.Contains(needed, sources);
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void Its_base_images_are_pinned_and_its_program_is_not_root(string path)
    {
        var file = DockerfileText.Read(path);

        Assert.All(file.Bases, image => Assert.Matches(@":[0-9]+\.[0-9]+\.[0-9]+(-[a-z-]+)?$", image));
        Assert.EndsWith("-noble-chiseled-extra", file.Bases.Last(), StringComparison.Ordinal);
        Assert.Equal("$APP_UID", file.Last.Last(instruction => instruction.Keyword == "USER").Arguments);
        Assert.DoesNotContain(file.Last, instruction => instruction.Keyword == "RUN");
    }

    [Fact]
    public void The_edge_is_built_with_all_drivers() => Assert.Contains("-p:ArenaDrivers=full", Publishing(Edge), StringComparison.Ordinal);

    [Fact]
    public void Ingest_is_built_as_a_native_program_unless_all_drivers_are_asked_for()
    {
        var file = DockerfileText.Read(Ingest);

        Assert.Contains("ARENA_DRIVERS=core", file.Of("ARG"));
        Assert.Contains("""if [ "$ARENA_DRIVERS" = core ]; then form=-p:PublishAot=true; else form=--self-contained; fi""", Publishing(Ingest), StringComparison.Ordinal);
        Assert.Contains("-p:ArenaDrivers=$ARENA_DRIVERS $form", Publishing(Ingest), StringComparison.Ordinal);

        // Neither form needs a runtime in the image, and the linker needs the target's own platform.
        Assert.Contains("/runtime-deps:", file.Bases.Last(), StringComparison.Ordinal);
        Assert.Contains(file.Of("FROM"), from => from.EndsWith(" AS build", StringComparison.Ordinal) && !from.Contains("--platform", StringComparison.Ordinal));
        Assert.Contains(file.Of("RUN"), run => run.Contains("clang zlib1g-dev", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void It_says_what_it_is(string path)
    {
        var file = DockerfileText.Read(path);

        var labels = string.Join(' ', file.Of("LABEL"));
        Assert.All(["title", "description", "version", "revision"], label => Assert.Contains($"org.opencontainers.image.{label}=", labels, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Ingest, "arena-ingest", "[\"/app/arena-ingest\"]")]
    [InlineData(Edge, "arena-edge", "[\"dotnet\", \"/app/arena-edge.dll\"]")]
    public void It_starts_the_program_its_project_builds(string path, string assembly, string entry)
    {
        var project = Directory.EnumerateFiles(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!), "*.csproj").Single();

        Assert.Equal(assembly, XDocument.Load(project).Descendants("AssemblyName").Single().Value);
        Assert.Equal(entry, DockerfileText.Read(path).Of("ENTRYPOINT").Single());
    }

    [Theory]
    [InlineData("ingest", Ingest)]
    [InlineData("edge", Edge)]
    public void Compose_keeps_its_data_where_the_image_lets_it_write(string service, string path)
    {
        var compose = ComposeFile.Ours.Service(service);

        Assert.Equal(path, compose.Dockerfile);
        var target = compose.NamedVolumes.Single(volume => volume.Volume == service).Target;
        Assert.Contains($"--data={target}", compose.Command);
        Assert.Contains(DockerfileText.Read(path).Of("COPY"), copy => copy.Contains("--chown=$APP_UID:$APP_UID", StringComparison.Ordinal) && copy.EndsWith(target, StringComparison.Ordinal));
    }

    private static string Publishing(string path) => DockerfileText.Read(path).Of("RUN").Single(run => run.Contains("dotnet publish", StringComparison.Ordinal));

    private static IEnumerable<string> Closure(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value)))
            .SelectMany(Closure)
            .Append(project)
            .Distinct();
}
