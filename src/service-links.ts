// Kubernetes and Docker's links tell every container where services named stuntface or stuntface-admin are, in variables such
// as STUNTFACE_PORT=tcp://10.0.0.7:4090 and STUNTFACE_ADMIN_SERVICE_HOST (https://kubernetes.io/docs/concepts/containers/container-environment/).
const linkName =
  /^STUNTFACE_((\w+_)?SERVICE_(HOST|PORT(_\w+)?)|(\w+_)?PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?|NAME|ENV_\w+)$/;
const addressName = /^STUNTFACE_(\w+_)?PORT$/;

/** The environment without the variables that describe services so named: they are no settings. */
export function withoutServiceLinks(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isLink = ([name, text = ""]: [string, string | undefined]) =>
    linkName.test(name) || (addressName.test(name) && /^(tcp|udp|sctp):\/\//.test(text));
  return Object.fromEntries(Object.entries(environment).filter((entry) => !isLink(entry)));
}
