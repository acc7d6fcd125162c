import { nearest } from '../../diagnostics/nearest.ts';
import { rancherFields } from '../../rancher/launch/rancher-types.ts';
import { spotIn } from '../compose-file.ts';
import { versionRule } from '../lint-rule.ts';
import { unknownKeys } from '../unknown-keys.ts';
import { rawField } from '../version-facts.ts';

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
        const check = rawField(file, name, 'health_check');
        for (const { key, known } of unknownKeys(check, rancherFields.health_check)) {
          const meant = nearest(key.text, known);
          yield {
            at: spotIn(file, key),
            message: `Rancher drops ${key.text} from the health check of ${name}`,
            hint:
              meant === undefined ? `known keys: ${known.join(', ')}` : `did you mean ${meant}?`,
          };
        }
      }
    }
  },
});
