using System.Globalization;
using Lamella.Sdk;
using Lamella.Sdk.Workspaces;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Viewing.State;
using Lamella.Terminal.Viewing.Workspaces;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>A line of text being written, and what comes of it.</summary>
internal static class PromptReducer
{
    private const int MaxLength = 4096;

    public static Reduction Open(Reduction reduction, PromptPurpose purpose, string text)
    {
        var opened = reduction.With(state => state with { Overlay = new Overlay.Prompt(purpose, text, text.Length, []) });
        return IsCompleted(opened.State, purpose) ? opened.Emit(new ViewEffect.Complete(text)) : opened;
    }

    public static Reduction Paste(Reduction reduction, string text) => reduction.State.Overlay is Overlay.Prompt prompt
        ? Write(reduction, prompt, SafeText.Of(text))
        : reduction;

    public static Reduction Complete(Reduction reduction, ViewInput.CompletionsFound found) =>
        reduction.State.Overlay is Overlay.Prompt prompt && prompt.Text == found.Text
            ? reduction.With(state => state with { Overlay = prompt with { Completions = found.Completions } })
            : reduction;

    public static Reduction Key(Reduction reduction, Overlay.Prompt prompt, KeyPress key)
    {
        switch (key.Name)
        {
            case "escape" or "ctrl+c":
                return reduction.With(static state => state with { Overlay = null });
            case "enter":
                return Submit(reduction.With(static state => state with { Overlay = null }), prompt);
            case "tab":
                return TakeCompletion(reduction, prompt);
            case "left":
                return Caret(reduction, prompt, prompt.Caret - 1);
            case "right":
                return Caret(reduction, prompt, prompt.Caret + 1);
            case "home":
                return Caret(reduction, prompt, 0);
            case "end":
                return Caret(reduction, prompt, prompt.Text.Length);
            case "backspace" when prompt.Caret > 0:
                return Edit(reduction, prompt, prompt.Text.Remove(prompt.Caret - 1, 1), prompt.Caret - 1);
            case "delete" when prompt.Caret < prompt.Text.Length:
                return Edit(reduction, prompt, prompt.Text.Remove(prompt.Caret, 1), prompt.Caret);
            case "ctrl+u":
                return Edit(reduction, prompt, prompt.Text[prompt.Caret..], 0);
            default:
                return key.Character is { } character && !char.IsControl(character)
                    ? Write(reduction, prompt, character.ToString())
                    : reduction;
        }
    }

    /// <summary>A workspace is called as its file.</summary>
    private static string NameOf(string path) =>
        Path.GetFileName(path) is var name && name.EndsWith(WorkspaceFile.Extension, StringComparison.OrdinalIgnoreCase)
            ? name[..^WorkspaceFile.Extension.Length]
            : name;

    /// <summary>Whether paths of this machine are offered. Workspaces are files of this machine, wherever the service is.</summary>
    private static bool IsCompleted(ViewState state, PromptPurpose purpose) =>
        purpose != PromptPurpose.GoTo && !(purpose == PromptPurpose.AddLayer && ServiceHost.IsElsewhere(state.Address));

    private static Reduction Caret(Reduction reduction, Overlay.Prompt prompt, int caret) =>
        reduction.With(state => state with { Overlay = prompt with { Caret = Math.Clamp(caret, 0, prompt.Text.Length) } });

    private static Reduction Write(Reduction reduction, Overlay.Prompt prompt, string text) =>
        prompt.Text.Length + text.Length > MaxLength
            ? reduction
            : Edit(reduction, prompt, prompt.Text.Insert(prompt.Caret, text), prompt.Caret + text.Length);

    private static Reduction Edit(Reduction reduction, Overlay.Prompt prompt, string text, int caret)
    {
        var edited = reduction.With(state => state with { Overlay = prompt with { Text = text, Caret = caret, Completions = [] } });
        return IsCompleted(edited.State, prompt.Purpose) ? edited.Emit(new ViewEffect.Complete(text)) : edited;
    }

    /// <summary>As far as all completions agree.</summary>
    private static Reduction TakeCompletion(Reduction reduction, Overlay.Prompt prompt)
    {
        if (prompt.Completions.IsEmpty)
        {
            return reduction;
        }

        var common = prompt.Completions.AsEnumerable().Aggregate(static (shared, next) =>
            shared[..shared.Zip(next).TakeWhile(static pair => pair.First == pair.Second).Count()]);
        return common.Length > prompt.Text.Length ? Edit(reduction, prompt, common, common.Length) : reduction;
    }

    private static Reduction Submit(Reduction reduction, Overlay.Prompt prompt)
    {
        var text = prompt.Text.Trim();
        return (text, prompt.Purpose) switch
        {
            ("", _) => reduction,
            (_, PromptPurpose.AddLayer) => reduction
                .With(state => state with { Opening = state.Opening.Add(text) })
                .Emit(new ViewEffect.AddSource(text)),
            (_, PromptPurpose.SaveWorkspace) => reduction.Emit(new ViewEffect.SaveWorkspace(text, SavedView.Of(reduction.State, NameOf(text)))),
            (_, PromptPurpose.LoadWorkspace) => reduction.Emit(new ViewEffect.LoadWorkspace(text)),
            _ => GoTo(reduction, text),
        };
    }

    /// <summary>
    /// A coordinate: numbers for the last axes, or <c>name=number</c> for some, in world units; a number in brackets is a
    /// slider position.
    /// </summary>
    private static Reduction GoTo(Reduction reduction, string text)
    {
        var parts = text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var dims = reduction.State.Active.Dims;
        var point = dims.Point;
        for (var index = 0; index < parts.Length; index++)
        {
            var equals = parts[index].IndexOf('=', StringComparison.Ordinal);
            var axis = equals < 0 ? dims.Ndim - parts.Length + index : dims.AxisLabels.IndexOf(parts[index][..equals]);
            var value = parts[index][(equals + 1)..];
            var isStep = value.StartsWith('[') && value.EndsWith(']');
            if (axis < 0 || axis >= dims.Ndim
                || !double.TryParse(isStep ? value[1..^1] : value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                || !double.IsFinite(number))
            {
                var names = string.Join(", ", dims.AxisLabels);
                return reduction.With(state => state.WithMessage(
                    Tone.Error, $"'{parts[index]}' is no coordinate; write {dims.Ndim} numbers or less for {names}, or name=number."));
            }

            point = point.SetItem(axis, isStep ? dims.Range[axis].Start + (number * dims.Range[axis].Step) : number);
        }

        return CenterOn(DimsChanges.Move(reduction, now => now.WithPoint(point)), parts.Length > 0);
    }

    /// <summary>Brings the point to the middle of a canvas that does not show everything.</summary>
    private static Reduction CenterOn(Reduction reduction, bool isWanted)
    {
        var state = reduction.State;
        var (row, column) = state.Active.Axes;
        return !isWanted || state.Active.Camera.Fits || state.Active.Dims.Ndim < 2
            ? reduction
            : reduction.With(state.WithCanvas(state.ActiveCanvas, canvas => canvas with
            {
                Camera = canvas.Camera with { CenterRow = canvas.Dims.Point[row], CenterColumn = canvas.Dims.Point[column] },
            }));
    }
}
