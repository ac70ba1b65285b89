using System.Diagnostics;
using System.Globalization;

namespace Lamella.Benchmarks.Decode;

/// <summary>c-blosc behind Python's numcodecs, in a process of its own, timed by its own clock on one thread.</summary>
internal sealed class NativePeer : IDisposable
{
    private const string Script =
        """
        import sys, time, numpy, numcodecs
        from numcodecs import blosc
        blosc.use_threads = False
        codec, out = numcodecs.Blosc(), numpy.empty(64 ** 3, '<u2')
        z, y, x = numpy.mgrid[:64, :64, :64]
        noise = numpy.random.RandomState(0).poisson(40, (64, 64, 64))
        volume = (1000 + 400 * numpy.sin(x / 9) * numpy.cos(y / 7) + 5 * z + noise).astype('<u2')
        print('ready', numcodecs.__version__, flush=True)
        for line in sys.stdin:
            path, count = line.rstrip('\n').rsplit(' ', 1)
            if not count.isdigit():
                name, shuffle = count.split('_')
                shuffle = dict(shuffle=1, bitshuffle=2)[shuffle]
                open(path, 'wb').write(numcodecs.Blosc(name, 5, shuffle).encode(volume))
                print(0, flush=True)
                continue
            data = open(path, 'rb').read()
            start = time.perf_counter()
            for _ in range(int(count)):
                codec.decode(data, out)
            print(time.perf_counter() - start, flush=True)
        """;

    private readonly Process _process;

    private NativePeer(Process process, string version)
    {
        _process = process;
        Version = version;
    }

    /// <summary>numcodecs' version.</summary>
    public string Version { get; }

    /// <summary>Starts the peer; null where Python or numcodecs is not installed.</summary>
    public static NativePeer? TryStart()
    {
        foreach (var python in (string[])["/usr/bin/python3", "python3", "python"])
        {
            try
            {
                var start = new ProcessStartInfo(python, ["-c", Script])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                };
                var process = Process.Start(start)!;
                if (process.StandardOutput.ReadLine() is { } line && line.StartsWith("ready ", StringComparison.Ordinal))
                {
                    return new NativePeer(process, line["ready ".Length..]);
                }

                process.Dispose();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no program of this name; the next may be.
                continue;
            }
        }

        return null;
    }

    /// <summary>Decodes a file's bytes several times.</summary>
    public TimeSpan Decode(string path, int count)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path} {count}"));
        _process.StandardInput.Flush();
        return TimeSpan.FromSeconds(double.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a chunk that looks like a microscope's: smooth structure under photon noise.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="settings">Such as <c>lz4_shuffle</c>.</param>
    public void Encode(string path, string settings)
    {
        _process.StandardInput.WriteLine($"{path} {settings}");
        _process.StandardInput.Flush();
        _ = _process.StandardOutput.ReadLine();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
