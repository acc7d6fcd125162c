import { nearest } from '../../diagnostics/nearest.ts';
import { child } from '../../source/yaml-node.ts';
import { rancherFields } from '../../rancher/launch/rancher-types.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { spotIn } from '../compose-file.ts';
import { rawService } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const type = rancherFields.health_check;
const known = type?.kind === 'struct' ? Object.keys(type.fields) : [];

export const healthCheckKey = versionRule({
  code: 'health-check-key',
  group: 'compose',
  severity: 'warning',
  summary: 'a health check has a key that Rancher does not know',
  docs: `Rancher drops unknown keys of a health check without a word, so a misspelled threshold or
timeout has its default.`,
  *check(facts) {
    for (const { name } of facts.services) {
      for (const file of facts.composeFiles) {
        const check = child(rawService(file, name), 'health_check');
        if (check?.kind !== 'map') continue;
        for (const { key } of check.entries.values()) {
          const text = fieldText(key);
          if (known.includes(text)) continue;
          const meant = nearest(text, known);
          yield {
            at: spotIn(file, key),
            message: `Rancher drops ${text} from the health check of ${name}`,
            hint:
              meant === undefined ? `known keys: ${known.join(', ')}` : `did you mean ${meant}?`,
          };
        }
      }
    }
  },
});
