import { nearest } from '../../diagnostics/nearest.ts';
import { composeSchemas, serviceKeys } from '../../rancher/launch/compose-schemas.ts';
import { validateServices } from '../../rancher/launch/validate-services.ts';
import { baseName } from '../../rancher/catalog-file.ts';
import { spotIn, strayServices } from '../compose-file.ts';
import { versionHint } from '../version-hint.ts';
import { versionRule } from '../lint-rule.ts';

const reasons: Readonly<Record<string, string | undefined>> = {
  healthcheck: 'use health_check in rancher-compose.yml',
  deploy: 'use scale and upgrade_strategy in rancher-compose.yml',
  cpus: 'use cpu_shares, or cpu_quota with cpu_period',
};

export const composeKeyRejected = versionRule({
  code: 'compose-key-rejected',
  group: 'compose',
  severity: 'error',
  summary: 'a service has a key that Rancher rejects',
  docs: `Rancher 1.6 validates services against a schema and rejects the launch if a key is not in
it: keys of newer compose files (healthcheck, deploy, pids_limit, cpus, userns_mode …), keys of the
other version (net in version 2, network_mode and depends_on without a version), and misspelled
keys. A file with \`services:\` must begin with \`version: '2'\`; otherwise \`services\` is read as
the name of a service.`,
  cause: true,
  *check({ composeFiles, launch }) {
    if (launch.verdict === 'accepted' || launch.verdict === 'not-launchable') return;
    for (const file of composeFiles) {
      if (!file.raw) continue;
      const stray = strayServices(file);
      if (stray) {
        yield {
          at: spotIn(file, stray),
          message: `Rancher rejects ${baseName(file.file.path)}: without version: '2' it reads the key services as the name of a service`,
          hint: versionHint(file),
        };
        continue;
      }
      const { version, services } = file.raw;
      const known = Object.keys(serviceKeys[version]);
      for (const { type, context, node, detail } of validateServices(
        composeSchemas[version],
        services,
      )) {
        if (type !== 'additional_property_not_allowed' || context.length !== 1) continue;
        // catalog-block-form reports a catalog block in the wrong place.
        if (/^\.?catalog$/.test(context[0] ?? '')) continue;
        const other = version === 'v1' ? 'v2' : 'v1';
        const meant = nearest(detail, known);
        const isOther = Object.hasOwn(serviceKeys[other], detail);
        const hint =
          reasons[detail] ??
          (isOther
            ? `this key is supported only ${other === 'v2' ? "with version: '2'" : 'in files without a version'}`
            : meant && `did you mean ${meant}?`);
        yield {
          at: spotIn(file, node),
          message: `Rancher rejects the key ${detail} in the service ${context[0] ?? ''}`,
          hint: hint === '' ? undefined : hint,
        };
      }
    }
  },
});
