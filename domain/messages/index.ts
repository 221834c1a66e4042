export { emailHtml } from './email-html';
export {
  isMessageKind,
  MESSAGE_KINDS,
  type MessageClass,
  type MessageKind,
  type MessageVariables,
  type RenderedMessage,
} from './kinds';
export { messageClassOf, renderMessage, renderStoredMessage, SMS_MAX_LENGTH } from './render-message';
export { SAFETY_TEXTS } from './safety-texts';
export { isQuietTime, type SmsRequest, smsRequestOf } from './sms-consent';
