import { apiRefused } from './rules/api-refused.ts';
import { balancerCertificate } from './rules/balancer-certificate.ts';
import { balancerElsewhere } from './rules/balancer-elsewhere.ts';
import { balancerHostname } from './rules/balancer-hostname.ts';
import { balancerLabel } from './rules/balancer-label.ts';
import { balancerLegacy } from './rules/balancer-legacy.ts';
import { balancerPort } from './rules/balancer-port.ts';
import { balancerPriority } from './rules/balancer-priority.ts';
import { balancerProtocol } from './rules/balancer-protocol.ts';
import { balancerRange } from './rules/balancer-range.ts';
import { balancerSelector } from './rules/balancer-selector.ts';
import { balancerTarget } from './rules/balancer-target.ts';
import { bracesInText } from './rules/braces-in-text.ts';
import { buildInCatalog } from './rules/build-in-catalog.ts';
import { composeKeyIgnored } from './rules/compose-key-ignored.ts';
import { composeKeyRejected } from './rules/compose-key-rejected.ts';
import { containerNameIgnored } from './rules/container-name-ignored.ts';
import { healthCheckKey } from './rules/health-check-key.ts';
import { healthCheckNetwork } from './rules/health-check-network.ts';
import { healthCheckPort } from './rules/health-check-port.ts';
import { healthCheckRequest } from './rules/health-check-request.ts';
import { healthCheckStrategy } from './rules/health-check-strategy.ts';
import { imageDiffers } from './rules/image-differs.ts';
import { imageMissing } from './rules/image-missing.ts';
import { launchDockerCompose } from './rules/launch-docker-compose.ts';
import { launchNothing } from './rules/launch-nothing.ts';
import { launchPanic } from './rules/launch-panic.ts';
import { launchQuestions } from './rules/launch-questions.ts';
import { launchRancherCompose } from './rules/launch-rancher-compose.ts';
import { launchVariableMap } from './rules/launch-variable-map.ts';
import { linkCycle } from './rules/link-cycle.ts';
import { linkUnknown } from './rules/link-unknown.ts';
import { loneDollar } from './rules/lone-dollar.ts';
import { networkContainerUnknown } from './rules/network-container-unknown.ts';
import { portShared } from './rules/port-shared.ts';
import { portTwice } from './rules/port-twice.ts';
import { restartIgnored } from './rules/restart-ignored.ts';
import { scaleIgnored } from './rules/scale-ignored.ts';
import { serviceName } from './rules/service-name.ts';
import { serviceOnlyInRancherCompose } from './rules/service-only-in-rancher-compose.ts';
import { sidekickShared } from './rules/sidekick-shared.ts';
import { sidekickUndefined } from './rules/sidekick-undefined.ts';
import { templateTruncated } from './rules/template-truncated.ts';
import { undefinedVariable } from './rules/undefined-variable.ts';
import { unitCycle } from './rules/unit-cycle.ts';
import { volumeRelative } from './rules/volume-relative.ts';
import { volumeUnnamed } from './rules/volume-unnamed.ts';
import { volumesFromUnknown } from './rules/volumes-from-unknown.ts';

/** The rules of the group compose; the order is that of docs/rules.md. */
export const composeRules = [
  apiRefused,
  balancerCertificate,
  balancerElsewhere,
  balancerHostname,
  balancerLabel,
  balancerLegacy,
  balancerPort,
  balancerPriority,
  balancerProtocol,
  balancerRange,
  balancerSelector,
  balancerTarget,
  bracesInText,
  buildInCatalog,
  composeKeyIgnored,
  composeKeyRejected,
  containerNameIgnored,
  healthCheckKey,
  healthCheckNetwork,
  healthCheckPort,
  healthCheckRequest,
  healthCheckStrategy,
  imageDiffers,
  imageMissing,
  launchDockerCompose,
  launchNothing,
  launchPanic,
  launchQuestions,
  launchRancherCompose,
  launchVariableMap,
  linkCycle,
  linkUnknown,
  loneDollar,
  networkContainerUnknown,
  portShared,
  portTwice,
  restartIgnored,
  scaleIgnored,
  serviceName,
  serviceOnlyInRancherCompose,
  sidekickShared,
  sidekickUndefined,
  templateTruncated,
  undefinedVariable,
  unitCycle,
  volumeRelative,
  volumeUnnamed,
  volumesFromUnknown,
] as const;
