using Lamella.Terminal.Drawing;

namespace Lamella.Terminal.Viewing.State;

/// <summary>Something a person should know.</summary>
/// <param name="At">When, on the session's clock.</param>
/// <param name="Tone">How grave.</param>
/// <param name="Text">In full.</param>
internal sealed record Message(TimeSpan At, Tone Tone, string Text);
