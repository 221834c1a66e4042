import 'maplibre-gl/dist/maplibre-gl.css';
import './property-map.css';
import { useRouter } from '@tanstack/react-router';
import { Map as MapLibre, type Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Property } from '../../api/types';
import { count } from '../../format/words';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/card';
import { drawMarkers, points, showAll } from './map-markers';
import { baseStyle } from './map-style';

setWorkerUrl(workerUrl);

const LOWER_48: [number, number, number, number] = [-124.8, 24.4, -66.9, 49.4];

/** Draws the map into `holder`; null until it is there, `failed` where this browser cannot. */
function useMap(holder: RefObject<HTMLDivElement | null>) {
  const [map, setMap] = useState<MapLibre | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let made: MapLibre | undefined;
    let gone = false;
    const build = async () => {
      const style = await baseStyle();
      if (gone || !holder.current) return;
      made = new MapLibre({
        container: holder.current,
        style,
        bounds: LOWER_48,
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
  }, [holder]);
  return { map, failed };
}

/** Keeps the properties on the map, clustered, each a button that leads to its page. */
function useMarkers(map: MapLibre | null, properties: Property[]) {
  const router = useRouter();
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
  const { map, failed } = useMap(holder);
  useMarkers(map, properties);
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
