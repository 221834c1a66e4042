import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';
import atlasUrl from 'us-atlas/counties-10m.json?url';

type Layer = NonNullable<Parameters<typeof mesh>[1]>;
type Atlas = Parameters<typeof mesh>[0] & { objects: Record<string, Layer> };

/** One layer of the atlas by its name. */
function layerOf(atlas: Atlas, name: string): Layer {
  const layer = atlas.objects[name];
  if (!layer) throw new Error(`The atlas has no ${name}.`);
  return layer;
}

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
      land: { type: 'geojson', data: feature(atlas, layerOf(atlas, 'nation')) },
      counties: { type: 'geojson', data: mesh(atlas, layerOf(atlas, 'counties'), (a, b) => a !== b) },
      states: { type: 'geojson', data: mesh(atlas, layerOf(atlas, 'states')) },
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
