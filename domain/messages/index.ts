export {
  isMessageKind,
  MESSAGE_KINDS,
  type MessageClass,
  type MessageKind,
  type MessageVariables,
  type RenderedMessage,
} from './kinds';
