import { listPage } from './list-page';
import { idOf, operation } from './operation';
import { ignored, listing, mergeMetadata, metadata, parameters, text } from './parameters';

export const chargeOperations = [
  operation('GET', '/v1/charges/:id', parameters({}), (scope, _given, ids) => scope.charges.get(idOf(ids))),
  operation(
    'POST',
    '/v1/charges/:id',
    parameters({
      metadata: metadata.optional(),
      ...ignored('customer', 'description', 'fraud_details', 'receipt_email', 'shipping', 'transfer_group'),
    }),
    (scope, given, ids) => {
      const charge = scope.charges.get(idOf(ids));
      return scope.charges.save({ ...charge, metadata: mergeMetadata(charge.metadata, given.metadata) });
    },
  ),
  operation(
    'GET',
    '/v1/charges',
    parameters({
      ...listing,
      customer: text.optional(),
      payment_intent: text.optional(),
      transfer_group: text.optional(),
    }),
    (scope, given) => {
      const found = scope.charges
        .list()
        .filter((one) => given.customer === undefined || one.customer === given.customer)
        .filter((one) => given.payment_intent === undefined || one.payment_intent === given.payment_intent)
        .filter((one) => given.transfer_group === undefined || one.transfer_group === given.transfer_group);
      return listPage(found, given, '/v1/charges');
    },
  ),
];
