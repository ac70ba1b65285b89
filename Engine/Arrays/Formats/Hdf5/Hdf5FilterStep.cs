namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>A filter that has to be undone.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Parameters">Its settings, from the file; not trusted.</param>
internal readonly record struct Hdf5FilterStep(Hdf5Filter Filter, uint[] Parameters);
