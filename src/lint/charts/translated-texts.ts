/** The groups and variables of a chart for which the dashboard has texts of its own. */
interface TranslatedTexts {
  /** In lower case, without blanks. */
  readonly groups: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/**
 * By the name of a chart, whatever its repository: `charts` in the translations of \@rancher/shell 3.0.13, which are those
 * of zh-hans.yaml; en-us.yaml has none.
 */
export const translatedCharts: ReadonlyMap<string, TranslatedTexts> = new Map([
  [
    'longhorn',
    {
      groups: words(
        `longhornimages privateregistrysettings longhorndefaultsettings longhornstorageclasssettings
        servicesandloadbalancing othersettings longhorncsidriversettings`,
      ),
      variables: words(
        `privateRegistry.registryUser image.defaultImage privateRegistry.registryUrl privateRegistry.registryPasswd
        privateRegistry.registrySecret longhorn.default_setting persistence.defaultClass persistence.reclaimPolicy
        persistence.defaultClassReplicaCount persistence.recurringJobSelector.enable persistence.backingImage.enable
        ingress.enabled service.ui.type csi.kubeletRootDir csi.attacherReplicaCount csi.provisionerReplicaCount
        csi.resizerReplicaCount csi.snapshotterReplicaCount defaultSettings.backupTarget
        defaultSettings.backupTargetCredentialSecret defaultSettings.allowRecurringJobWhileVolumeDetached
        defaultSettings.createDefaultDiskLabeledNodes defaultSettings.defaultDataPath
        defaultSettings.defaultDataLocality defaultSettings.replicaSoftAntiAffinity defaultSettings.replicaAutoBalance
        defaultSettings.storageOverProvisioningPercentage defaultSettings.storageMinimalAvailablePercentage
        defaultSettings.upgradeChecker defaultSettings.defaultReplicaCount
        defaultSettings.defaultLonghornStaticStorageClass defaultSettings.backupstorePollInterval
        defaultSettings.autoSalvage defaultSettings.autoDeletePodWhenVolumeDetachedUnexpectedly
        defaultSettings.disableSchedulingOnCordonedNode defaultSettings.replicaZoneSoftAntiAffinity
        defaultSettings.nodeDownPodDeletionPolicy defaultSettings.allowNodeDrainWithLastHealthyReplica
        defaultSettings.mkfsExt4Parameters defaultSettings.disableReplicaRebuild
        defaultSettings.replicaReplenishmentWaitInterval defaultSettings.concurrentReplicaRebuildPerNodeLimit
        defaultSettings.disableRevisionCounter defaultSettings.systemManagedPodsImagePullPolicy
        defaultSettings.allowVolumeCreationWithDegradedAvailability defaultSettings.autoCleanupSystemGeneratedSnapshot
        defaultSettings.concurrentAutomaticEngineUpgradePerNodeLimit defaultSettings.backingImageCleanupWaitInterval
        defaultSettings.backingImageRecoveryWaitInterval defaultSettings.guaranteedEngineManagerCPU
        defaultSettings.guaranteedReplicaManagerCPU persistence.recurringJobSelector.jobList
        persistence.backingImage.name persistence.backingImage.expectedChecksum
        persistence.backingImage.dataSourceType persistence.backingImage.dataSourceParameters ingress.host`,
      ),
    },
  ],
]);
