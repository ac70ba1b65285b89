using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Stores.Http;

/// <summary>
/// Which remote URIs may be opened. A server allows none unless its operator lists prefixes; a person at a command line
/// may open whatever they type. Checked on what is asked for, again on every redirect, and again on the addresses that a
/// name resolves to. Immutable.
/// </summary>
public sealed class RemoteAccessPolicy
{
    private readonly ImmutableArray<Uri> _prefixes;

    private RemoteAccessPolicy(bool isOpen, ImmutableArray<Uri> prefixes)
    {
        IsOpen = isOpen;
        _prefixes = prefixes;
    }

    /// <summary>Nothing remote may be opened: a server's default.</summary>
    public static RemoteAccessPolicy None { get; } = new(isOpen: false, []);

    /// <summary>Everything may be opened that the person at the command line types. Redirects still may not lead to private addresses.</summary>
    public static RemoteAccessPolicy Open { get; } = new(isOpen: true, []);

    /// <summary>Whether any URI may be opened.</summary>
    public bool IsOpen { get; }

    /// <summary>Only URIs beneath some prefixes may be opened.</summary>
    /// <param name="prefixes">Such as <c>https://host/data/</c> or <c>s3://bucket/</c>; whole path segments are compared.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not an absolute http, https or s3 URI.</exception>
    public static RemoteAccessPolicy Allow(params IEnumerable<string> prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        return new RemoteAccessPolicy(isOpen: false, [.. prefixes.Select(static prefix =>
            Uri.TryCreate(prefix, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "s3"
                ? uri
                : throw new LamellaException(
                    LamellaErrorCode.InvalidArgument, $"'{prefix}' is no prefix of remote URIs such as https://host/data/.", prefix))]);
    }

    /// <summary>Whether a URI may be opened.</summary>
    /// <param name="uri">Absolute; dot segments are resolved.</param>
    public bool Allows(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return IsOpen || _prefixes.Any(prefix => IsBeneath(uri, prefix));
    }

    /// <summary>Whether the operator has listed this very host, so that it may have a private address.</summary>
    /// <param name="host">A name or an address.</param>
    public bool Names(string host) => _prefixes.Any(prefix => string.Equals(prefix.IdnHost, host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Refuses a URI that may not be opened.</summary>
    /// <param name="uri">Absolute.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.NotAllowed"/>.</exception>
    public void Demand(Uri uri)
    {
        if (!Allows(uri))
        {
            var shown = RemoteUri.WithoutSecrets(uri);
            throw new LamellaException(
                LamellaErrorCode.NotAllowed,
                $"{shown} may not be opened: it is on none of the {_prefixes.Length} prefixes that this service allows. Whoever runs it can add one: lamella serve --allow PREFIX, or Lamella:Remote:Allow.",
                shown);
        }
    }

    /// <summary>Whether an address lies within this machine, its network or another reserved range.</summary>
    /// <param name="address">A resolved address.</param>
    public static bool IsPrivate(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // NAT64 (64:ff9b::/96) and 6to4 (2002::/16) carry IPv4 addresses, private ones among them.
            var wide = address.GetAddressBytes();
            return IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal
                || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any)
                || wide.AsSpan().StartsWith<byte>([0x00, 0x64, 0xff, 0x9b]) || wide.AsSpan().StartsWith<byte>([0x20, 0x02]);
        }

        var bytes = address.GetAddressBytes();
        return bytes[0] is 0 or 10 or 127 or >= 224
            || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 192 && bytes[1] == 0 && bytes[2] == 0)
            || (bytes[0] == 198 && bytes[1] is 18 or 19);
    }

    private static bool IsBeneath(Uri uri, Uri prefix)
    {
        if (!string.Equals(uri.Scheme, prefix.Scheme, StringComparison.OrdinalIgnoreCase)
            || !string.Equals(uri.IdnHost, prefix.IdnHost, StringComparison.OrdinalIgnoreCase)
            || uri.Port != prefix.Port)
        {
            return false;
        }

        // A server may decode %2f before it resolves dots, and so leave the prefix after this comparison.
        if (!StoreKey.TryParse(uri.AbsolutePath.Trim('/'), out _))
        {
            return false;
        }

        var path = prefix.AbsolutePath.TrimEnd('/');
        return uri.AbsolutePath.StartsWith(path, StringComparison.Ordinal)
            && (uri.AbsolutePath.Length == path.Length || uri.AbsolutePath[path.Length] == '/');
    }
}
