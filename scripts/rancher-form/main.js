// Shows the questions of a chart as Rancher's page does (pages/c/_cluster/apps/charts/install.vue). Everything but the
// page itself is Rancher's own: components, texts, styles.
import '@shell/assets/styles/app.scss';
import FloatingVue from 'floating-vue';
import cloneDeep from 'lodash/cloneDeep';
import merge from 'lodash/merge';
import { createApp, h, nextTick, reactive } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { createStore } from 'vuex';
import Questions from '@shell/components/Questions/index.vue';
import Tabbed from '@shell/components/Tabbed/index.vue';
import fetchMixin from '@shell/mixins/fetch.client';
import { installComponents } from '@shell/initialize/install-components';
import i18nPlugin from '@shell/plugins/i18n';
import * as i18nStore from '@shell/store/i18n';
import { mergeWithReplace } from '@shell/utils/object';

const nothing = () => undefined;

/** Names of resources by type; the form offers a list for these types, and a text box for others. */
let resources = {};

const kinds = { secret: 'Secret', 'storage.k8s.io.storageclass': 'StorageClass' };

const cluster = {
  namespaced: true,
  getters: {
    schemaFor: () => (type) =>
      resources[type] && { id: type, attributes: { kind: kinds[type] ?? type, namespaced: false } },
    all: () => (type) =>
      resources[type].map((name) => ({ id: name, nameDisplay: name, metadata: { name } })),
    paginationEnabled: () => () => false,
  },
  actions: { findAll: nothing },
};

const store = createStore({
  modules: { i18n: { namespaced: true, ...i18nStore }, cluster },
  getters: {
    'prefs/get': () => nothing,
    'prefs/theme': () => 'light',
    currentStore: () => () => 'cluster',
    currentCluster: () => ({}),
    currentProduct: () => ({}),
  },
});

/** Directives for tooltips and cleaned texts: no part of what is sent. */
const directives = ['clean-tooltip', 'clean-html', 'stripped-aria-label', 'focus', 'ui-context'];

let app;
let values;
let form;

/** Waits until a change has gone through all conditions and defaults. */
async function settle() {
  let before;
  do {
    before = JSON.stringify(values);
    for (let each = 0; each < 5; each += 1) await nextTick();
  } while (JSON.stringify(values) !== before);
}

/** Shows the form of a chart, in place of the one before. */
async function show({ name, chartValues, questions, userValues = {}, offered = {} }) {
  app?.unmount();
  resources = offered;
  values = reactive(mergeWithReplace(merge({}, cloneDeep(chartValues)), cloneDeep(userValues)));
  const source = { chart: { name }, values: chartValues, questions: { questions } };
  const page = {
    mounted() {
      form = this.$refs.form;
    },
    render: () =>
      h(Tabbed, { sideTabs: true, hideSingleTab: true, class: 'step__values__content' }, () =>
        h(Questions, {
          ref: 'form',
          value: values,
          source,
          mode: 'create',
          inStore: 'cluster',
          tabbed: 'multiple',
          targetNamespace: 'default',
          ignoreVariables: [],
        }),
      ),
  };
  app = createApp(page);
  app.config.warnHandler = nothing;
  app.mixin(fetchMixin);
  installComponents(app);
  app.use(store);
  app.use(createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] }));
  app.use(FloatingVue);
  app.use(i18nPlugin, { store });
  for (const each of directives) if (!app.directive(each)) app.directive(each, {});
  app.mount('#app');
  await form.$fetch?.();
  await settle();
}

window.rancherForm = { show };
