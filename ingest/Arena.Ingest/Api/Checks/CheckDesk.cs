using System.Globalization;
using Arena.Ingest.Api.Said;
using Arena.Ingest.Api.Shapes;
using Arena.Ingest.Checks;
using Arena.Ingest.Checks.Photos;
using Arena.Ingest.Decoding;
using Arena.Site;
using Arena.Wire;

namespace Arena.Ingest.Api.Checks;

/// <summary>Judges sorting checks that someone sends, and has them kept.</summary>
internal sealed class CheckDesk(CheckBook book, PhotoFolder photos, VenueCatalogue catalogue, TimeProvider time)
{
    private const double MostKg = 1_000;

    // Kilos with one decimal, added up.
    private const double Rounding = 1e-6;

    /// <summary>A check is made; sent again, it is the one that was made.</summary>
    /// <exception cref="ApiFault">It can't be so.</exception>
    public SortingCheck Make(string who, NewCheckShape shape)
    {
        var action = Tap.Id("action", shape.Action);
        var now = UnixTime.From(time.GetUtcNow());
        book.Say(who, now, action, () =>
        {
            var at = Happened.At(shape.At, now);
            var bin = Bin(shape.Point);
            var method = CheckText.OneOf("method", shape.Method, CheckWords.Methods);
            double? total = shape.TotalKg is { } kg ? CheckText.Kg("total_kg", kg, MostKg) : null;
            if (method == CheckWords.Weighed && total is null)
                throw ApiFault.BadParameter("total_kg", "total_kg is missing.", "Weigh all that is in the bin too; or send method estimated with shares.");
            var made = new CheckMade(bin.Zone, bin.Fraction!, method, total, Wrong(shape.Wrong, bin.Fraction!, method, total), Tap.Note(shape.Note));
            return (bin.Name, new CheckSaid { Action = action, At = at.ToDateTimeOffset(), Check = made });
        });
        return book.Check(action) ?? throw Taken();
    }

    /// <summary>A check is taken back, and its photo deleted. It stays in the list as one that doesn't count.</summary>
    /// <exception cref="ApiFault">There is no such check.</exception>
    public SortingCheck Undo(string who, CheckUndoShape shape)
    {
        var action = Tap.Id("action", shape.Action);
        var undone = Tap.Id("undoes", shape.Undoes);
        var now = UnixTime.From(time.GetUtcNow());
        book.Say(who, now, action, () =>
        {
            var at = Happened.At(shape.At, now);
            var check = book.Check(undone) ?? throw Unknown(undone);
            return check.Stands ? (check.Point, new CheckSaid { Action = action, At = at.ToDateTimeOffset(), Undoes = undone }) : null;
        });
        var told = book.Check(undone) ?? throw Unknown(undone);
        if (told.Stands)
            throw Taken();
        photos.Delete(undone);
        return told;
    }

    /// <summary>A check gets its photo, once.</summary>
    /// <exception cref="ApiFault">It is no photo, or not of a check that stands.</exception>
    public void Keep(string action, byte[] sent)
    {
        if (book.Check(action) is not { } check)
            throw Unknown(action);
        if (!check.Stands)
            throw new ApiFault(StatusCodes.Status409Conflict, "action", "That check was taken back.", "Make a new check with the photo.");
        var photo = Photo(sent);
        if (photos.Find(action) is { } kept)
        {
            if (!kept.Bytes.AsSpan().SequenceEqual(photo.Bytes))
                throw new ApiFault(StatusCodes.Status409Conflict, "action", "That check has another photo already.", "Take the check back and make a new one.");
            return;
        }

        if (!photos.HasRoom(photo.Bytes.Length))
            throw new ApiFault(StatusCodes.Status409Conflict, null, $"Photos take {photos.Bytes / 1_000_000} MB of the {photos.Most / 1_000_000} there are for them.", "The check stands without. Start ingest with a larger --photo-megabytes, or a smaller --photo-days.");
        photos.Keep(action, photo);

        // Taken back meanwhile.
        if (book.Check(action) is not { Stands: true })
            photos.Delete(action);
    }

    /// <exception cref="ApiFault">There is no such check.</exception>
    public static ApiFault Unknown(string action) => new(
        StatusCodes.Status404NotFound, "action", $"There is no check \"{QueryText.Shown(action)}\".", "/api/v1/checks lists them. Send a check before its photo and before taking it back.");

    private static PhotoBytes Photo(byte[] sent)
    {
        try
        {
            return PhotoBytes.Of(sent);
        }
        catch (PhotoRefusedException refused)
        {
            throw new ApiFault(StatusCodes.Status415UnsupportedMediaType, null, $"The photo is not kept: {refused.Message}.", "Send a JPEG or a still WebP as a browser's canvas makes it.");
        }
    }

    private static ApiFault Taken() => new(StatusCodes.Status409Conflict, "action", "Something else was said under this action.", "Use a new one for each thing you say.");

    private SitePoint Bin(string? name)
    {
        if (name is null)
            throw ApiFault.BadParameter("point", "point is missing.", "Name the bin: bin-south-1-food.");
        var point = catalogue.Find(name)?.Point ?? throw new ApiFault(StatusCodes.Status404NotFound, "point", $"There is no point \"{QueryText.Shown(name)}\".", "/api/v1/points lists them.");
        return point is { Group: "bin", Fraction: not null } ? point : throw ApiFault.BadParameter("point", $"{name} is no bin with a fraction.", "/api/v1/points lists bins with what belongs into them.");
    }

    private static List<WrongMade> Wrong(IReadOnlyList<WrongPartShape>? parts, string own, string method, double? total)
    {
        if (parts is null)
            throw ApiFault.BadParameter("wrong", "wrong is missing.", "Send what belongs elsewhere, [] where all was right.");
        var wrong = parts.Select(part => Part(part, own, method)).ToList();
        if (wrong.GroupBy(part => part.Fraction, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw ApiFault.BadParameter("wrong", $"{twice.Key} stands there twice.", "Add it up.");
        var (sum, whole, unit) = method == CheckWords.Weighed ? (wrong.Sum(part => part.Kg!.Value), total!.Value, " kg") : (wrong.Sum(part => part.Share!.Value), 1, "");
        return sum <= whole + Rounding
            ? wrong
            : throw ApiFault.BadParameter("wrong", string.Create(CultureInfo.InvariantCulture, $"The parts are {sum:0.###}{unit} together, and the whole is {whole:0.###}{unit}."), "Parts can't be more than the whole.");
    }

    private static WrongMade Part(WrongPartShape part, string own, string method)
    {
        var fraction = CheckText.OneOf("wrong.fraction", part.Fraction, CheckWords.Fractions);
        if (fraction == own)
            throw ApiFault.BadParameter("wrong.fraction", $"{own} belongs into this bin.", "Send only what belongs elsewhere.");
        if (method == CheckWords.Weighed)
        {
            return part is { Kg: { } kg, Share: null }
                ? new WrongMade(fraction, CheckText.Kg("wrong.kg", kg, MostKg), null)
                : throw ApiFault.BadParameter("wrong", $"{fraction} has no kilos, or a share beside them.", "Send kg alone where the method is weighed.");
        }

        return part is { Share: > 0 and <= 1, Kg: null }
            ? new WrongMade(fraction, null, part.Share)
            : throw ApiFault.BadParameter("wrong", $"{fraction} has no share from 0 to 1, or kilos beside it.", "Send a share of the whole alone, more than 0 and at most 1, where the method is estimated.");
    }
}
