import 'maplibre-gl/dist/maplibre-gl.css';
import './property-map.css';
import { useRouter } from '@tanstack/react-router';
import {
  type ExpressionSpecification,
  type GeoJSONSource,
  LngLatBounds,
  Map as MapLibre,
  Marker,
  NavigationControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef, useState } from 'react';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlasUrl from 'us-atlas/counties-10m.json?url';
import type { Property } from '../../api/types';
import { count } from '../../format/words';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/card';

setWorkerUrl(workerUrl);

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
async function baseStyle(): Promise<StyleSpecification> {
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

const points = (properties: Property[]) => ({
  type: 'FeatureCollection' as const,
  features: properties.flatMap((p) =>
    p.location
      ? [
          {
            type: 'Feature' as const,
            properties: {
              id: p.id,
              name: p.name,
              let: `${p.occupied_count} of ${p.unit_count} let`,
              vacant: p.unit_count - p.occupied_count,
            },
            geometry: { type: 'Point' as const, coordinates: [p.location.longitude, p.location.latitude] },
          },
        ]
      : [],
  ),
});

const PIN =
  'card font-sans text-ink flex items-center gap-1.5 rounded-full! px-2.5 py-1 font-medium text-xs hover:border-green focus-visible:z-10 whitespace-nowrap';

/** A marker is a real button: it can be reached by Tab and says its name. */
function pin(text: string, label: string, onPress: () => void, vacant: boolean): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = PIN;
  button.setAttribute('aria-label', label);
  const dot = document.createElement('span');
  dot.className = vacant ? 'size-[9px] rounded-full border-2 border-amber' : 'size-[7px] rounded-full bg-green';
  button.append(dot, text);
  button.addEventListener('click', onPress);
  return button;
}

/** Keeps one marker per cluster or property in view. */
function drawMarkers(map: MapLibre, shown: Map<string, Marker>, open: (id: string) => void) {
  const wanted = new Map<string, Marker>();
  const source = map.getSource<GeoJSONSource>('properties');
  for (const found of map.querySourceFeatures('properties')) {
    if (found.geometry.type !== 'Point') continue;
    const [lng = 0, lat = 0] = found.geometry.coordinates;
    const values = found.properties;
    const clusterId: unknown = values.cluster_id;
    const key = clusterId === undefined ? String(values.id) : `cluster-${clusterId}`;
    if (wanted.has(key)) continue;
    const element = () =>
      clusterId === undefined
        ? pin(
            String(values.name),
            `${values.name}, ${values.let}`,
            () => open(String(values.id)),
            Number(values.vacant) > 0,
          )
        : pin(
            count(Number(values.point_count), 'property', 'properties'),
            `${values.point_count} properties here, zoom in`,
            () =>
              void source
                ?.getClusterExpansionZoom(Number(clusterId))
                .then((zoom) => map.easeTo({ center: [lng, lat], zoom: zoom + 0.3 })),
            false,
          );
    wanted.set(key, shown.get(key) ?? new Marker({ element: element() }).setLngLat([lng, lat]).addTo(map));
  }
  for (const [key, marker] of shown) if (!wanted.has(key)) marker.remove();
  shown.clear();
  for (const [key, marker] of wanted) shown.set(key, marker);
}

function showAll(map: MapLibre, properties: Property[]) {
  const bounds = new LngLatBounds();
  for (const { location } of properties) if (location) bounds.extend([location.longitude, location.latitude]);
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 80, maxZoom: 11, animate: false });
}

/** The portfolio on a map of counties, drawn without any network. Every pin is a button. */
export default function PropertyMap({
  properties,
  more,
  onMore,
}: {
  properties: Property[];
  more: boolean;
  onMore: () => void;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [failed, setFailed] = useState(false);
  const router = useRouter();

  useEffect(() => {
    let made: MapLibre | undefined;
    let gone = false;
    const build = async () => {
      const style = await baseStyle();
      if (gone || !holder.current) return;
      made = new MapLibre({
        container: holder.current,
        style,
        bounds: [-124.8, 24.4, -66.9, 49.4],
        attributionControl: { compact: true, customAttribution: 'Boundaries: U.S. Census Bureau' },
        dragRotate: false,
        maxZoom: 17,
      });
      made.addControl(new NavigationControl({ showCompass: false }));
      made.on('load', () => (gone ? undefined : setMap(made ?? null)));
    };
    build().catch(() => (gone ? undefined : setFailed(true)));
    return () => {
      gone = true;
      made?.remove();
    };
  }, []);

  useEffect(() => {
    if (!map) return;
    const shown = new Map<string, Marker>();
    const open = (propertyId: string) =>
      void router.navigate({ to: '/properties/$propertyId', params: { propertyId } });
    const draw = () => {
      if (map.isSourceLoaded('properties')) drawMarkers(map, shown, open);
    };
    map.addSource('properties', { type: 'geojson', data: points(properties), cluster: true, clusterRadius: 60 });
    // A layer without paint: a source is only tiled while some layer uses it.
    map.addLayer({ id: 'properties', type: 'circle', source: 'properties', paint: { 'circle-radius': 0 } });
    showAll(map, properties);
    map.on('render', draw);
    return () => {
      map.off('render', draw);
      for (const marker of shown.values()) marker.remove();
      if (!map.getLayer('properties')) return;
      map.removeLayer('properties');
      map.removeSource('properties');
    };
  }, [map, properties, router]);

  const unplaced = properties.filter((p) => !p.location).length;
  if (failed) {
    return (
      <div className="card">
        <EmptyState title="The map cannot be drawn here">
          This browser has no WebGL, or the map did not load. The list has the same properties.
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <section ref={holder} aria-label="Map of the properties" className="card h-[min(64vh,640px)] overflow-hidden" />
      <div className="mt-2 flex flex-wrap items-center gap-3 text-ink-3">
        <span>
          {count(properties.length - unplaced, 'property', 'properties')} on the map
          {unplaced > 0 ? `, ${unplaced} still without a place` : ''}
        </span>
        {more ? (
          <Button small onClick={onMore}>
            Load more
          </Button>
        ) : null}
      </div>
    </>
  );
}
