import { type GeoJSONSource, LngLatBounds, type Map as MapLibre, Marker } from 'maplibre-gl';
import type { Property } from '../../api/types';
import { count } from '../../format/words';

/** The properties that have a place, as the map's source takes them. */
export const points = (properties: Property[]) => ({
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
export function drawMarkers(map: MapLibre, shown: Map<string, Marker>, open: (id: string) => void) {
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

/** Moves the map so that every property is in view. */
export function showAll(map: MapLibre, properties: Property[]) {
  const bounds = new LngLatBounds();
  for (const { location } of properties) if (location) bounds.extend([location.longitude, location.latitude]);
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 80, maxZoom: 11, animate: false });
}
