import type { ContactPoint, Policy, Route } from '../grafana/alerting.ts';
import { always, noMatch, noMatchNight } from './mute.ts';

/*
 * Where alarms go. Grafana takes addresses from its environment, and refuses to start with an empty one; so docker-compose.yml puts an address that leads nowhere (.invalid,
 * RFC 2606) where none was given, and a pattern that no alarm matches: `.+` with an address, empty without. What matches neither ends in a route that is always muted.
 */
const subject = '{{ template "arena.amne" . }}';
const message = '{{ template "arena.text" . }}';

export const contactPoints: readonly ContactPoint[] = [
  {
    orgId: 1,
    name: 'E-post',
    receivers: [{ uid: 'arena-epost', type: 'email', settings: { addresses: '${ARENA_ALARM_EMAIL_TO}', singleEmail: true, subject, message } }],
  },
  {
    orgId: 1,
    name: 'Webhook',
    receivers: [
      {
        uid: 'arena-webhook',
        type: 'webhook',
        settings: { url: '${ARENA_ALARM_WEBHOOK_URL}', httpMethod: 'POST', authorization_credentials: '${ARENA_ALARM_WEBHOOK_TOKEN}', title: subject, message },
      },
    ],
  },
];

/** Everything that is to be sent to one receiver, and when. */
const to = (receiver: string, pattern: string): Route => ({
  receiver,
  object_matchers: [['omrade', '=~', pattern]],
  continue: true,
  routes: [
    { receiver, object_matchers: [['nar', '=', 'matchdag']], mute_time_intervals: [noMatch.name] },
    { receiver, object_matchers: [['nar', '=', 'dagtid']], mute_time_intervals: [noMatchNight.name] },
    { receiver, object_matchers: [['omrade', '=', 'system']], group_wait: '10s', repeat_interval: '2h' },
  ],
});

export const policy: Policy = {
  orgId: 1,
  receiver: 'E-post',
  group_by: ['omrade', 'nod'],
  group_wait: '30s',
  group_interval: '5m',
  repeat_interval: '12h',
  routes: [to('E-post', '${ARENA_ALARM_EMAIL_AREAS}'), to('Webhook', '${ARENA_ALARM_WEBHOOK_AREAS}'), { receiver: 'E-post', mute_time_intervals: [always.name] }],
};
