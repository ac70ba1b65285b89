namespace Lamella.Engine.Arrays.Codecs;

/// <summary>
/// Encoded bytes do not decode. It never leaves the engine: whoever knows the chunk's path turns it into an error of the
/// family that names it.
/// </summary>
/// <param name="message">What is wrong, with the two values that disagree; a clause without a full stop.</param>
internal sealed class CorruptDataException(string message) : Exception(message);
