version: '2'
catalog:
  version: "1.0.0"
  minimum_rancher_version: v1.6.0
  questions:
  - variable: port
    label: Port
    type: int
    required: "true" # expect: launch-variable-map
    default: "80"
services:
  web:
    scale: 2
