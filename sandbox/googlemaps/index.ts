import { type Response, Router } from 'express';
import { asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import type { Vendor } from '../core/vendor';
import { geocodeAddress, geocodeParts, geocodePlaceId, geocodePoint, type Result } from './geocode';
import { type AddressParts, parseAddress } from './parse-address';
import { stateAbbreviation } from './postal-places';

/** Google's Geocoding API over the US postal places of an open data set. */
export function googlemapsVendor(sandbox: Sandbox): Router {
  const router = Router();
  router.get('/googlemaps/maps/api/geocode/json', (request, response) => {
    if (asText(request.query.key) !== sandbox.config.accounts.googleMaps.apiKey) {
      return answer(response, 'REQUEST_DENIED', 'The provided API key is invalid. ');
    }
    const results = resultsFor(request.query);
    if (results === undefined) {
      response.status(400);
      const message = "Invalid request. Missing the 'address', 'components', 'latlng' or 'place_id' parameter.";
      return answer(response, 'INVALID_REQUEST', message);
    }
    if (results.length === 0) return answer(response, 'ZERO_RESULTS');
    response.json({ results, status: 'OK' });
  });
  return router;
}

/** Undefined when the request asks for nothing that can be looked up. */
function resultsFor(query: Record<string, unknown>): Result[] | undefined {
  const placeId = asText(query.place_id);
  if (placeId !== undefined) return geocodePlaceId(placeId);
  const latlng = asText(query.latlng);
  if (latlng !== undefined) return resultsAt(latlng);
  const address = asText(query.address)?.trim();
  const components = asText(query.components);
  if (!address && components === undefined) return undefined;
  const wanted = parseComponents(components ?? '');
  if (wanted === undefined) return [];
  if (!address) return geocodeParts(wanted);
  return Object.keys(wanted).length === 0
    ? geocodeAddress(address)
    : geocodeParts({ ...parseAddress(address), ...wanted });
}

function resultsAt(latlng: string): Result[] | undefined {
  const point = /^(-?\d+(?:\.\d+)?),\s*(-?\d+(?:\.\d+)?)$/.exec(latlng.trim());
  return point === null ? undefined : geocodePoint(Number(point[1]), Number(point[2]));
}

/** Reads `country:US|postal_code:94103|…`; undefined when it asks for another country, where nothing is known. */
function parseComponents(text: string): AddressParts | undefined {
  const parts: AddressParts = {};
  for (const pair of text.split('|').filter((each) => each !== '')) {
    const [name, value = ''] = pair.split(':');
    if (name === 'country' && !/^(us|usa|united states)$/i.test(value)) return undefined;
    if (name === 'postal_code') parts.zip = value;
    if (name === 'locality') parts.city = value;
    if (name === 'route') parts.route = value;
    const state = name === 'administrative_area' ? stateAbbreviation(value) : undefined;
    if (state !== undefined) parts.state = state;
  }
  return parts;
}

function answer(response: Response, status: string, message?: string): void {
  response.json({ results: [], status, ...(message === undefined ? {} : { error_message: message }) });
}

/** How the app mounts Google Maps. Its limits are answered with 200 and a status of their own. */
export const googlemaps: Vendor = {
  name: 'googlemaps',
  prefixes: ['/googlemaps'],
  router: googlemapsVendor,
  answerFault(response, status) {
    if (status === 429) answer(response, 'OVER_QUERY_LIMIT', 'You have exceeded your rate-limit for this API.');
    else {
      response.status(500);
      answer(response, 'UNKNOWN_ERROR');
    }
  },
};
