using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Contracts.Grains;

/// <summary>
/// One viewer: its layers, Dims and field of view, and the LayerSlicer that slices them. The key is a
/// <see cref="ViewerId"/>. Every call that changes something returns the revision it made as soon as it is accepted;
/// what came of it is announced on the stream <see cref="ViewerStreams"/>.
/// </summary>
[GrainInterfaceType("lamella.viewer")]
[Alias("lamella.viewer")]
public interface IViewerGrain : IGrainWithStringKey
{
    /// <summary>Moves to a point, changes the order or the number of displayed axes, or the margins. Never waits for slicing.</summary>
    /// <param name="dims">
    /// World coordinates. Ranges, labels and the number of axes are the layers' own: where they differ, Dims are
    /// fitted to the layers (SLICING D2–D6).
    /// </param>
    /// <param name="order">The caller's count of its own changes, by which one that was overtaken on its way is ignored.</param>
    /// <param name="deadline">
    /// How long a slice may take before the best pixels so far are announced as a preview; null takes the silo's option. Below
    /// zero is zero; more than a day is a day.
    /// </param>
    /// <returns>The revision made; the current one where the change was overtaken or changes nothing.</returns>
    [Alias("set-dims")]
    Task<Revision> SetDims(Dims dims, ChangeOrder order, TimeSpan? deadline = null);

    /// <summary>Moves as <see cref="SetDims"/> does and waits as <see cref="WaitFor"/> does, in one call instead of two.</summary>
    /// <param name="dims">As for <see cref="SetDims"/>.</param>
    /// <param name="order">As for <see cref="SetDims"/>; a call that is made again does not move again.</param>
    /// <param name="deadline">As for <see cref="SetDims"/>.</param>
    /// <param name="timeout">As for <see cref="WaitUntilIdle"/>.</param>
    /// <param name="cancellationToken">Stops waiting; the viewer has moved, and slicing goes on.</param>
    [Alias("slice-at")]
    Task<DimsSliced> SliceAt(Dims dims, ChangeOrder order, TimeSpan? deadline, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Tells what the canvas shows, by which multiscale layers choose level and tile. Never waits for slicing.</summary>
    /// <param name="fieldOfView">In world coordinates; null asks for everything at the finest level.</param>
    /// <param name="order">The caller's count of its own changes, by which one that was overtaken on its way is ignored.</param>
    /// <param name="deadline">As for <see cref="SetDims"/>.</param>
    /// <returns>The revision made; the current one where the change was overtaken or changes nothing.</returns>
    [Alias("set-field-of-view")]
    Task<Revision> SetFieldOfView(FieldOfView? fieldOfView, ChangeOrder order, TimeSpan? deadline = null);

    /// <summary>
    /// Opens a layer's source and adds it on top. The first layer sets the point to the centre of its ranges. Adding a
    /// layer again whose id and source are those of a layer that is there, or is being opened, changes nothing: so a
    /// retry is safe, and a call that returned null is made again.
    /// </summary>
    /// <param name="spec">The layer.</param>
    /// <returns>The revision made and what opening told; null while the source is still being opened.</returns>
    /// <exception cref="LamellaException">The source cannot be opened, or the spec is invalid; nothing has been added.</exception>
    [Alias("add-layer")]
    Task<LayerAdded?> AddLayer(LayerSpec spec);

    /// <summary>Removes a layer, or stops opening it. Removing one that is not there changes nothing.</summary>
    /// <param name="layer">The layer.</param>
    [Alias("remove-layer")]
    Task<Revision> RemoveLayer(LayerId layer);

    /// <summary>
    /// Replaces what the user said of a layer. Only what slicing depends on slices again. A new source is opened while
    /// slicing; where that fails, the slice fails.
    /// </summary>
    /// <param name="spec">The new spec of the layer of the same id.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownLayer"/>, or the spec is invalid, or its transform does not go with the source that is open.</exception>
    [Alias("update-layer")]
    Task<Revision> UpdateLayer(LayerSpec spec);

    /// <summary>Moves a layer within the list. Nothing is sliced again.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="index">Its new position, 0 is the bottom; beyond the ends means the ends.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownLayer"/>.</exception>
    [Alias("move-layer")]
    Task<Revision> MoveLayer(LayerId layer, int index);

    /// <summary>The viewer as it stands.</summary>
    [Alias("get-snapshot")]
    Task<ViewerSnapshot> GetSnapshot();

    /// <summary>Waits until nothing is being sliced. A move made meanwhile is waited for, too.</summary>
    /// <param name="timeout">How long to wait; kept below a few seconds, so that a lost silo is noticed. Longer waits are repeated calls.</param>
    /// <param name="cancellationToken">Stops waiting; slicing goes on.</param>
    /// <returns>The viewer as it then stands; its outcome is pending where the time was not enough.</returns>
    [Alias("wait-until-idle")]
    Task<ViewerSnapshot> WaitUntilIdle(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Waits until a revision, or a newer one that took its place, has ended.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="timeout">As for <see cref="WaitUntilIdle"/>.</param>
    /// <param name="cancellationToken">Stops waiting; slicing goes on.</param>
    /// <returns>
    /// The viewer as it then stands; its <see cref="ViewerSnapshot.LastEnd"/> is older, and its outcome pending, where the time was
    /// not enough. A viewer that came back with nothing to slice is not pending, and has no last end.
    /// </returns>
    [Alias("wait-for")]
    Task<ViewerSnapshot> WaitFor(Revision revision, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>
    /// Slices all visible layers at the current Dims again, whether or not anything changed, at once and without
    /// debouncing. Await it with <see cref="WaitFor"/>.
    /// </summary>
    /// <returns>The revision made.</returns>
    [Alias("slice-now")]
    Task<Revision> SliceNow();

    /// <summary>
    /// Slices some layers again at the current Dims, whether or not anything changed: NAP-4's <c>LayerSlicer.submit</c>.
    /// What runs for these layers is superseded, nothing else. Hidden layers are left alone; without any layer nothing happens.
    /// </summary>
    /// <param name="layers">The layers, in any order; naming one twice is naming it once.</param>
    /// <returns>The revision made, and which layers are being sliced for it.</returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.UnknownLayer"/>, or <see cref="LamellaErrorCode.ShutDown"/> where a layer would have to
    /// be waited for; nothing has been changed.
    /// </exception>
    [Alias("submit")]
    Task<LayersSubmitted> Submit(ImmutableArray<LayerId> layers);

    /// <summary>Waits until none of some layers is being sliced for a revision: each was sliced, failed, was superseded or has gone.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="timeout">As for <see cref="WaitUntilIdle"/>.</param>
    /// <param name="cancellationToken">Stops waiting; slicing goes on.</param>
    /// <returns>The viewer as it then stands.</returns>
    [Alias("wait-for-layers")]
    Task<ViewerSnapshot> WaitForLayers(
        Revision revision, ImmutableArray<LayerId> layers, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>
    /// Links this viewer with another, both ways; the other one takes over what they have in common, before this returns. Whatever
    /// changes in one of them later, the other follows, and those that it is linked with; of changes made at once in both
    /// the later one wins.
    /// </summary>
    /// <param name="other">The other viewer.</param>
    /// <param name="parts">What they have in common from now on; nothing ends the link.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: it is this viewer, or no viewer's name.</exception>
    [Alias("link")]
    Task Link(ViewerId other, LinkedParts parts);

    /// <summary>Takes note of a link that another viewer has made; for viewers only.</summary>
    /// <param name="by">The other viewer.</param>
    /// <param name="parts">What they have in common; nothing ends the link.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: as for <see cref="Link"/>.</exception>
    [Alias("accept-link")]
    Task AcceptLink(ViewerId by, LinkedParts parts);

    /// <summary>Follows a change of a linked viewer; for viewers only.</summary>
    /// <param name="change">The change.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.NotFound"/>: the viewer that tells it is not linked by that part, or no more, and is to drop the link.
    /// </exception>
    [Alias("follow")]
    Task Follow(LinkedChange change);

    /// <summary>
    /// Takes nothing more to be sliced, but for layers that need no waiting for (shapes, tracks). What runs goes on to its
    /// end; await it with <see cref="WaitUntilIdle"/>.
    /// </summary>
    [Alias("shut-down")]
    Task ShutDown();

    /// <summary>
    /// The value of every layer at a place (napari's <c>get_value</c>): from the slice that is shown where it holds the place,
    /// else from the data. Layers that are not visible have none. One layer that fails says so and leaves the others alone.
    /// </summary>
    /// <param name="place">The place, in world coordinates; of axes that are not displayed, those of the slice count.</param>
    /// <param name="direction">With three displayed axes, where one looks; null looks up the place itself.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>One value a layer, in layer order.</returns>
    [Alias("get-values")]
    [ResponseTimeout("00:01:00")]
    Task<ImmutableArray<LayerValue>> GetValues(WorldPoint place, WorldPoint? direction, CancellationToken cancellationToken);

    /// <summary>The thumbnail of a layer at the current Dims.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="cancellationToken">Stops making it.</param>
    /// <returns>Null for layers that are neither images nor labels.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownLayer"/>, or a chunk is damaged.</exception>
    [Alias("get-thumbnail")]
    [ResponseTimeout("00:01:00")]
    Task<LayerThumbnail?> GetThumbnail(LayerId layer, CancellationToken cancellationToken);

    /// <summary>Removes all layers, cancels what is being sliced and forgets the viewer.</summary>
    [Alias("close")]
    Task Close();
}
