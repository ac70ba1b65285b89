using Lamella.Terminal.Keys;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;

namespace Lamella.Terminal.Shell;

/// <summary>Terminal.Gui's keys by our names.</summary>
internal static class KeyTranslation
{
    /// <summary>The key, or null for modifiers alone and keys without a name.</summary>
    public static KeyPress? Of(Key key)
    {
        var code = key.KeyCode & ~(KeyCode.ShiftMask | KeyCode.CtrlMask | KeyCode.AltMask);
        var named = code switch
        {
            KeyCode.CursorUp => "up",
            KeyCode.CursorDown => "down",
            KeyCode.CursorLeft => "left",
            KeyCode.CursorRight => "right",
            KeyCode.Home => "home",
            KeyCode.End => "end",
            KeyCode.PageUp => "pageup",
            KeyCode.PageDown => "pagedown",
            KeyCode.Enter => "enter",
            KeyCode.Esc => "escape",
            KeyCode.Tab => "tab",
            KeyCode.Space => "space",
            KeyCode.Backspace => "backspace",
            KeyCode.Delete => "delete",
            KeyCode.Insert => "insert",
            >= KeyCode.F1 and <= KeyCode.F12 => $"f{code - KeyCode.F1 + 1}",
            _ => null,
        };
        if (named is not null)
        {
            return KeyPress.Of(named, key.IsCtrl, key.IsAlt, key.IsShift);
        }

        if (key.IsCtrl || key.IsAlt)
        {
            var character = (char)((uint)code & 0xffff);
            return code is > KeyCode.Space and < (KeyCode)0x10000 && !char.IsControl(character)
                ? KeyPress.Of(character.ToString(), key.IsCtrl, key.IsAlt, key.IsShift)
                : null;
        }

        var rune = key.AsRune;
        return rune.Value > ' ' && rune.IsBmp ? KeyPress.Of(((char)rune.Value).ToString()) : null;
    }
}
