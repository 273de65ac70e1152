import type { actions as sv } from '../sv/actions';

export const actions: Record<keyof typeof sv, string> = {
  'actions.label': 'Actions on their way',
  'actions.waiting': '{n} waiting to be sent',
  'actions.oldest': 'oldest {age}',
  'actions.sending': 'sending …',
  'actions.retry': 'no answer, next try in {n} s',
  'actions.retry.soon': 'no answer, trying again',
  'actions.sign-in': 'sign in to send',
  'actions.sign-in.as': 'waiting for {name} to sign in',
  'actions.sign-in.link': 'Sign in',
  'actions.now': 'Try now',
  'actions.safe': 'Kept on this phone. Sent by itself when the network is back.',
  'actions.sent': 'All sent {time}',
  'actions.refused': '{n} not accepted',
  'actions.dismiss': 'I have read it',
  'actions.dismiss.what': 'Remove {what} from the list',
  'actions.full': 'This phone has no room for more actions until some have been sent.',
  'actions.unkept': 'The action could not be kept on this phone: {why}',
  'actions.name': 'What is your name?',
  'actions.name.why': 'It is kept with what you tap and send.',
  'actions.name.keep': 'Keep the name',
};
