import { temporaryFolder } from '../support/run-cli.ts';

export const icon = '<svg xmlns="http://www.w3.org/2000/svg"/>';

/** A catalog with one template, as someone wrote it for Rancher. */
export const shop = {
  'catalog/templates/shop/config.yml':
    'name: Shop\ndescription: "A shop: all in one"\nversion: 1.1.0-rancher1\ncategory: Web\n',
  'catalog/templates/shop/catalogIcon-shop.svg': icon,
  'catalog/templates/shop/0/docker-compose.yml': 'web:\n  image: old\n',
  'catalog/templates/shop/0/rancher-compose.yml': '.catalog:\n  version: v1.0\n',
  'catalog/templates/shop/1/docker-compose.yml.tpl': [
    "version: '2'",
    'services:',
    '  web: # the shop itself',
    '    image: shop:${tag}',
    '    privileged: {{ .Values.debug }}',
    '    environment:',
    "      MODE: '${mode}'",
    '    {{- if or (eq .Values.mode "fast") (ne .Values.proxy "") }}',
    '      PROXY: ${proxy}',
    '    {{- else if eq .Values.mode "slow" }}',
    '      SLOW: "1"',
    '    {{- end }}',
    '    command:',
    '    {{- range $i, $word := splitPreserveQuotes .Values.flags }}',
    '    - {{ $word }}',
    '    {{- end }}',
    '    labels:',
    '      io.rancher.scheduler.affinity:host_label: ${host}',
    '',
  ].join('\n'),
  'catalog/templates/shop/1/rancher-compose.yml': [
    "version: '2'",
    '.catalog:',
    '  name: Shop',
    '  version: 1.1.0-rancher1',
    '  minimum_rancher_version: 1.6.0',
    '  questions:',
    '  - {variable: tag, label: Tag, type: string, default: "1.10", required: true}',
    '  - {variable: debug, label: Debug, type: boolean, required: true, default: false}',
    '  - {variable: mode, type: enum, options: [fast, slow], default: fast}',
    '  - {variable: proxy, label: Proxy, type: string}',
    '  - {variable: flags, label: Flags, type: string, default: run}',
    '  - {variable: host, label: Host, type: string, default: "a=b", min_length: 3}',
    'services:',
    '  web:',
    '    scale: 2',
    '#{{- if eq .Values.debug "true" }}',
    '    retain_ip: true',
    '#{{- end }}',
    '',
  ].join('\n'),
  'catalog/templates/shop/1/README.md': '# Shop {{x}}\r\n',
  'catalog/templates/shop/1/conf/shop.conf': 'a {{b}}\n',
};

/** A folder with the catalog, and other files. */
export function catalogIn(files: Readonly<Record<string, string>> = {}): string {
  return temporaryFolder({ ...shop, ...files });
}

/** The arguments that import it. */
export const importing = ['blueprint', 'import', 'catalog/templates/shop'];
