export { emailHtml } from './email-html';
export {
  isMessageKind,
  type LeaseChange,
  type LinkVariable,
  type MessageKind,
  type MessageVariables,
  type RenderedMessage,
} from './kinds';
export { messageClassOf, renderStoredMessage } from './render-message';
export { SAFETY_TEXTS } from './safety-texts';
export { monthIn } from './say';
export { smsRequestOf } from './sms-consent';
