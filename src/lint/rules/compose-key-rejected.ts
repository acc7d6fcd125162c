import { nearest } from '../../diagnostics/nearest.ts';
import { composeSchemas, serviceKeys } from '../../rancher/launch/compose-schemas.ts';
import { validateServices } from '../../rancher/launch/validate-services.ts';
import { spotIn } from '../compose-file.ts';
import { versionRule } from '../lint-rule.ts';

const reasons: Readonly<Record<string, string | undefined>> = {
  healthcheck: "Rancher's own is health_check, in rancher-compose.yml",
  deploy: 'scale and upgrade_strategy stand in rancher-compose.yml',
  cpus: 'use cpu_shares, or cpu_quota with cpu_period',
};

export const composeKeyRejected = versionRule({
  code: 'compose-key-rejected',
  group: 'compose',
  severity: 'error',
  summary: 'a service has a key that Rancher refuses',
  docs: `Rancher 1.6 holds services against a schema, and refuses the launch for any key that is not in
it: those of newer compose files (healthcheck, deploy, pids_limit, cpus, userns_mode …), those of the
other version (net in version 2, network_mode and depends_on without a version), and those that are
misspelt.`,
  cause: true,
  *check({ composeFiles, launch }) {
    if (launch.verdict === 'accepted' || launch.verdict === 'not-launchable') return;
    for (const file of composeFiles) {
      if (!file.raw) continue;
      const { version, services } = file.raw;
      const known = Object.keys(serviceKeys[version]);
      for (const { type, context, node, detail } of validateServices(
        composeSchemas[version],
        services,
      )) {
        if (type !== 'additional_property_not_allowed' || context.length !== 1) continue;
        // The catalog block in a place of the wrong form has a rule of its own.
        if (/^\.?catalog$/.test(context[0] ?? '')) continue;
        const other = version === 'v1' ? 'v2' : 'v1';
        const meant = nearest(detail, known);
        const isOther = Object.hasOwn(serviceKeys[other], detail);
        const hint =
          reasons[detail] ??
          (isOther
            ? `it is known ${other === 'v2' ? "with version: '2'" : 'in files without a version'} only`
            : meant && `did you mean ${meant}?`);
        yield {
          at: spotIn(file, node),
          message: `Rancher refuses the key ${detail} in the service ${context[0] ?? ''}`,
          hint: hint === '' ? undefined : hint,
        };
      }
    }
  },
});
