// Kubernetes and Docker's links tell every container where a service named stuntface is, in variables such as
// STUNTFACE_PORT=tcp://10.0.0.7:4090 and STUNTFACE_SERVICE_HOST (https://kubernetes.io/docs/concepts/containers/container-environment/).
const linkName =
  /^STUNTFACE_(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?|NAME|ENV_\w+)$/;

/** The environment without the variables that describe a service named stuntface: they are no settings. */
export function withoutServiceLinks(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isLink = ([name, text = ""]: [string, string | undefined]) =>
    linkName.test(name) || (name === "STUNTFACE_PORT" && /^(tcp|udp):\/\//.test(text));
  return Object.fromEntries(Object.entries(environment).filter((entry) => !isLink(entry)));
}
