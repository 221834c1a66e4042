import { type AddressComponent, Client, type GeocodeResult, Status } from '@googlemaps/google-maps-services-js';
import { z } from 'zod';
import { answerOf } from '../axios-failure';
import type { GoogleMapsConfig } from '../config';
import { failureFromAnswer, failureFromSilence, retryAfterMs, VendorFailure, type VendorFailureKind } from '../failure';
import type { GeocodedPlace, GeocodePrecision, Geocoder, PostalAddress } from '../geocoding';

const TIMEOUT_MS = 10_000;
const PATH = '/maps/api/geocode/json';

/** Geocoding over Google's SDK. @throws VendorFailure where Google can't be asked */
export function createGoogleGeocoder(config: GoogleMapsConfig): Geocoder {
  const { apiKey, apiBase = 'https://maps.googleapis.com', timeoutMs = TIMEOUT_MS } = config;
  // Temporal retries, so the SDK doesn't.
  const sdk = new Client({ config: { timeout: timeoutMs, raxConfig: { retry: 0, noResponseRetries: 0 } } });

  async function geocode(address: PostalAddress): Promise<GeocodedPlace | null> {
    try {
      const country = address.country ?? 'US';
      const { data } = await sdk.geocode({
        url: apiBase.replace(/\/$/, '') + PATH,
        params: { address: question(address), components: { country }, key: apiKey },
      });
      const best = data.results[0];
      return data.status === Status.OK && best !== undefined ? placeOf(best) : null;
    } catch (error) {
      throw mapsFailure(error);
    }
  }

  return { geocode };
}

function question({ line1, city, state, postalCode }: PostalAddress): string {
  return `${line1}, ${city}, ${state} ${postalCode}`;
}

const PRECISION: Readonly<Record<string, GeocodePrecision>> = {
  ROOFTOP: 'rooftop',
  RANGE_INTERPOLATED: 'interpolated',
  GEOMETRIC_CENTER: 'center',
};

function placeOf(result: GeocodeResult): GeocodedPlace {
  const part = (type: string, form: 'long_name' | 'short_name' = 'long_name') =>
    partOf(result.address_components, type)?.[form] ?? '';
  const city = ['locality', 'postal_town', 'sublocality', 'neighborhood', 'administrative_area_level_3'];
  return {
    lat: result.geometry.location.lat,
    lng: result.geometry.location.lng,
    placeId: result.place_id,
    formattedAddress: result.formatted_address,
    components: {
      line1: `${part('street_number')} ${part('route')}`.trim(),
      city: city.map((type) => part(type)).find((name) => name !== '') ?? '',
      state: part('administrative_area_level_1', 'short_name'),
      postalCode: part('postal_code'),
      country: part('country', 'short_name'),
    },
    precision: PRECISION[result.geometry.location_type ?? ''] ?? 'approximate',
  };
}

function partOf(components: readonly AddressComponent[], type: string): AddressComponent | undefined {
  return components.find(({ types }) => types.some((one) => one === type));
}

const mapsAnswer = z.object({ status: z.string() });

/** Google says what is wrong in the body's status; the SDK turns it into an HTTP status and rejects. */
const KIND: Readonly<Record<string, VendorFailureKind>> = {
  OVER_QUERY_LIMIT: 'rate_limited',
  OVER_DAILY_LIMIT: 'misconfigured',
  REQUEST_DENIED: 'misconfigured',
  INVALID_REQUEST: 'rejected',
  UNKNOWN_ERROR: 'unavailable',
};

function mapsFailure(error: unknown): VendorFailure {
  const answer = answerOf(error);
  if (answer === undefined) return failureFromSilence('googlemaps', 'none', error);
  const code = mapsAnswer.safeParse(answer.data).data?.status;
  const kind = code === undefined ? undefined : KIND[code];
  const wait = retryAfterMs(answer.headers['retry-after']);
  if (kind === undefined) {
    return failureFromAnswer({ vendor: 'googlemaps', effect: 'none', status: answer.status, code, retryAfterMs: wait });
  }
  const detail = `the geocoder answered ${code}`;
  return new VendorFailure({ vendor: 'googlemaps', kind, code, retryAfterMs: wait, detail });
}
