namespace Arena.Ingest.Figures;

/// <summary>Where figures are kept, what of them is to be computed, what waits to be written, and the one total that outlives the process.</summary>
internal sealed record FigureStorage(IFigureStore Store, DueFigures Due, HeldFigures Held, StoredTotal Total);
