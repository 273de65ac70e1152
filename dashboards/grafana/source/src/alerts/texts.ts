import { venue } from '../site/manifest.ts';

/** Points by the names staff knows, so that a message doesn't speak in slugs. */
const names = [...venue.points.map((point) => [point.name, point.title.sv] as const), ...[...venue.nodes].map(([name, title]) => [name, title.sv] as const)];

const named = `{{ define "arena.punkt" }}${names.map(([name, title], index) => `{{ ${index === 0 ? 'if' : 'else if'} eq . "${name}" }}${title}`).join('')}{{ else }}{{ . }}{{ end }}{{ end }}`;

const subject =
  '{{ define "arena.amne" }}{{ if gt (len .Alerts.Firing) 0 }}Larm{{ else }}Över{{ end }}: {{ range $index, $alert := .Alerts }}{{ if eq $index 0 }}{{ $alert.Labels.alertname }}{{ end }}{{ end }}' +
  '{{ if gt (len .Alerts) 1 }} med flera ({{ len .Alerts }}){{ end }}{{ end }}';

const one =
  '{{ define "arena.larm" }}{{ if .Labels.point }}{{ template "arena.punkt" .Labels.point }}: {{ end }}{{ .Annotations.summary }}\n' +
  'Gör så här: {{ .Annotations.description }}\n{{ if .PanelURL }}Visa: {{ .PanelURL }}\n{{ end }}\n{{ end }}';

const text =
  '{{ define "arena.text" }}{{ range .Alerts.Firing }}{{ template "arena.larm" . }}{{ end }}' +
  '{{ range .Alerts.Resolved }}Över: {{ if .Labels.point }}{{ template "arena.punkt" .Labels.point }}, {{ end }}{{ .Labels.alertname }}\n{{ end }}{{ end }}';

/** How messages read: what, where, what to do, where to look. */
export const texts = [named, subject, one, text].join('\n');
