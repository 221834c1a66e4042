import { z } from 'zod';
import { TenureError } from '../../domain/errors';
import { may } from '../../domain/permissions';
import { inOrganization } from '../../store/database';
import { checkPlace, completeMedia, planUpload, readMedia, removeMedia, updateMedia } from '../../store/media/media';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { id } from '../http/schema';
import { cleanPhoto } from '../links/kernel/photos';
import { MAX_UPLOAD_BYTES, mediaAnswer, mediaChanges, newMediaBody } from './schemas';
import { serializeMedia, serializeUpload } from './serialize';

const tag = 'Photos';
const one = z.strictObject({ id: id('media') });
const SHOWN_SECONDS = 600;

export const mediaRoutes: Route[] = [
  route({
    method: 'post',
    path: '/media',
    tag,
    summary: 'Begin the upload of a photo',
    description:
      'Answers where to PUT the bytes; then `POST /media/{id}/complete`. Without a place it waits for one. Photos of a property or unit need the right to change properties.',
    permission: 'photos.write',
    body: newMediaBody,
    answer: mediaAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, now }, tx, { files }) => {
      const { property_id, unit_id, maintenance_request_id, content_type, byte_size, alt, position } = body;
      const isOfHome = property_id !== undefined || unit_id !== undefined;
      if (isOfHome && !may(actor.role, 'properties.write')) {
        throw new TenureError('forbidden', 'Your role may add photos to repairs only.');
      }
      if (isOfHome && maintenance_request_id !== undefined) {
        throw invalid([{ name: 'maintenance_request_id', reason: 'a photo belongs to a home or to a repair' }]);
      }
      const place = await checkPlace(tx, {
        propertyId: property_id ?? null,
        unitId: unit_id ?? null,
        maintenanceRequestId: maintenance_request_id ?? null,
      });
      const facts = { organizationId, contentType: content_type, byteSize: byte_size, alt, position };
      const planned = await planUpload(tx, { ...facts, ...place });
      return serializeMedia(await readMedia(tx, planned.id), await serializeUpload(files, planned, now));
    },
  }),
  route({
    method: 'post',
    path: '/media/{id}/complete',
    tag,
    summary: 'A photo has been uploaded',
    description:
      'It is read by what it is, turned upright, made smaller where it is large, and loses where it was taken.',
    permission: 'photos.write',
    params: one,
    body: z.strictObject({}),
    answer: mediaAnswer,
    handler: async ({ params, organizationId, actor }, { database, files }) => {
      const media = await inOrganization(database, organizationId, (tx) => readMedia(tx, params.id));
      if ((media.propertyId ?? media.unitId) !== null && !may(actor.role, 'properties.write')) {
        throw new TenureError('forbidden', 'Your role may add photos to repairs only.');
      }
      if (media.status === 'ready') return serializeMedia(media);
      const head = await files.head(media.objectKey);
      if (head === null) throw new TenureError('not_possible', 'Nothing was uploaded yet. PUT the bytes first.');
      if (head.size > MAX_UPLOAD_BYTES) throw new TenureError('payload_too_large', 'A photo may have at most 12 MB.');
      const photo = await cleanPhoto((await files.get(media.objectKey)).body);
      const objectKey = `${organizationId}/photos/${media.id}.jpg`;
      await files.put({ key: objectKey, body: photo.body, contentType: photo.contentType });
      const { contentType, width, height, sha256 } = photo;
      const done = { id: media.id, objectKey, contentType, byteSize: photo.body.length, width, height, sha256 };
      return serializeMedia(await inOrganization(database, organizationId, (tx) => completeMedia(tx, done)));
    },
  }),
  route({
    method: 'get',
    path: '/media/{id}/content',
    tag,
    summary: 'Show a photo',
    description: 'Leads to the storage by a redirect that lasts ten minutes.',
    permission: 'properties.read',
    params: one,
    answer: null,
    status: 302,
    handler: async ({ params, organizationId, reply }, { database, files }) => {
      const media = await inOrganization(database, organizationId, (tx) => readMedia(tx, params.id));
      if (media.status !== 'ready') throw new TenureError('not_found', 'This photo has not arrived yet.');
      reply.header('Location', await files.downloadUrl({ key: media.objectKey, expiresInSeconds: SHOWN_SECONDS }));
      reply.header('Cache-Control', `private, max-age=${SHOWN_SECONDS - 60}`);
    },
  }),
  route({
    method: 'patch',
    path: '/media/{id}',
    tag,
    summary: 'Change the words or the order of a photo',
    permission: 'properties.write',
    params: one,
    body: mediaChanges,
    answer: mediaAnswer,
    inTransaction: async ({ params, body }, tx) => {
      const { alt, position } = body;
      const changes = { ...(alt === undefined ? {} : { alt }), ...(position === undefined ? {} : { position }) };
      return serializeMedia(await updateMedia(tx, { id: params.id, ...changes }));
    },
  }),
  route({
    method: 'delete',
    path: '/media/{id}',
    tag,
    summary: 'Take a photo away',
    permission: 'properties.write',
    params: one,
    answer: null,
    inTransaction: async ({ params }, tx) => removeMedia(tx, params.id),
  }),
];
