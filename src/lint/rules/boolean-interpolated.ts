import { serviceKeys } from '../../rancher/launch/compose-schemas.ts';
import { spotIn, type ComposeFile } from '../compose-file.ts';
import { dollarTexts } from '../dollar-texts.ts';
import { versionRule } from '../lint-rule.ts';

/** Keys nested in a key of a service that accept only a boolean. */
const nested = new Set(['start_first', 'indirect', 'nocache', 'postonly', 'per_container']);

function wantsLiteral(file: ComposeFile, keys: readonly string[]): string | undefined {
  const [, key = ''] = keys;
  const schemas = serviceKeys[file.raw?.version ?? 'v2'];
  const types = keys.length === 2 && Object.hasOwn(schemas, key) ? schemas[key]?.types : undefined;
  if (types?.length === 1 && types[0] === 'boolean') return 'true or false';
  if (types?.length === 1 && types[0] === 'integer') return 'a number';
  return nested.has(keys.at(-1) ?? '') ? 'true or false' : undefined;
}

export const booleanInterpolated = versionRule({
  code: 'boolean-interpolated',
  group: 'questions',
  severity: 'error',
  summary: 'a variable is used where Rancher accepts only a literal true, false or number',
  docs: `Interpolation produces a string, but keys such as privileged, tty, retain_ip and
start_first accept only true or false, and mem_swappiness and oom_score_adj accept only a number.
Rancher rejects the launch. Use a Go template: \`privileged: {{ .Values.NAME }}\` in
docker-compose.yml.tpl. rancher-compose.yml must be valid YAML before the template is executed, so
put the line between \`#{{- if eq .Values.NAME "true" }}\` and \`#{{- end }}\`.`,
  cause: true,
  *check(facts) {
    for (const file of facts.composeFiles) {
      if (!file.text.includes('$')) continue;
      for (const { section, node, keys, parsed } of dollarTexts(file.raw)) {
        if (section !== 'services' && section !== 'volumes') continue;
        const wanted = wantsLiteral(file, keys);
        const hasVariable = parsed.parts.some((part) => 'variable' in part);
        if (wanted === undefined || !hasVariable) continue;
        yield {
          at: spotIn(file, node),
          message: `${keys.at(-1) ?? ''} must be ${wanted}, but a variable is interpolated as a string`,
          hint: `use a Go template: #{{- if eq .Values.${nameIn(node.text)} "true" }} … #{{- end }}`,
        };
      }
    }
  },
});

const nameIn = (text: string): string => /\w+/.exec(text)?.[0] ?? 'NAME';
