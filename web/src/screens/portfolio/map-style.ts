import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlasUrl from 'us-atlas/counties-10m.json?url';

type Atlas = Topology<{ counties: GeometryCollection; states: GeometryCollection; nation: GeometryCollection }>;

/** A token of the stylesheet as the plain colour it is at present, for a canvas that knows no `light-dark()`. */
function colorOf(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--color-${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Land, county and state lines from the census atlas that ships with the app: a map without any network. */
export async function baseStyle(): Promise<StyleSpecification> {
  const answer = await fetch(atlasUrl);
  if (!answer.ok) throw new Error('The map could not be loaded.');
  const atlas: Atlas = await answer.json();
  const line = (width: ExpressionSpecification, color: string) => ({ 'line-color': color, 'line-width': width });
  const grow = (from: number, to: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    3,
    from,
    12,
    to,
  ];
  const tiles = import.meta.env.VITE_TILES_URL;
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: feature(atlas, atlas.objects.nation) },
      counties: { type: 'geojson', data: mesh(atlas, atlas.objects.counties, (a, b) => a !== b) },
      states: { type: 'geojson', data: mesh(atlas, atlas.objects.states) },
      ...(tiles
        ? {
            tiles: {
              type: 'raster',
              tiles: [tiles],
              tileSize: 256,
              attribution: import.meta.env.VITE_TILES_ATTRIBUTION ?? '',
            },
          }
        : {}),
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colorOf('blue-soft') } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colorOf('card') } },
      ...(tiles ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }] : []),
      { id: 'counties', type: 'line', source: 'counties', minzoom: 4.5, paint: line(grow(0.4, 1.2), colorOf('line')) },
      { id: 'states', type: 'line', source: 'states', paint: line(grow(0.7, 2), colorOf('edge')) },
    ],
  };
}
