/** Help of `conformance`. */
export const conformanceHelp = `Usage: stuntface conformance [--url URL] [options]

Holds a server against the vendors' contracts, as far as they are known: a line for each statement, with what was
expected and what came where one does not hold. It works against Stuntface and against the vendors' own services.
Checks that a service carries out are billed by it: the price is told before the first of them, and without consent
none is made. Against Stuntface all are free.

  --url URL            server to ask [$STUNTFACE_URL or port $STUNTFACE_PORT or 4090 of this machine]
  --key KEY            Didit's key [$DIDIT_API_KEY]; without one only what needs no key is asked, and Stuntface with a key of its own
  --username NAME      Apptenticate's user [$APPTENTICATE_USERNAME]
  --password TEXT      and password [$APPTENTICATE_PASSWORD]
  --only NAME          didit or apptenticate [what the address serves]
  --edition NAME       judge by this edition of the contract [the one with the fewest failures]
  --case ID,...        only these cases, or all whose ids begin so
  --with NAME,...      also ask what leaves something behind: accounts, top-up
  --email ADDRESS      address for a new account [$DIDIT_ACCOUNT_EMAIL]; its password is $DIDIT_ACCOUNT_PASSWORD
  --code CODE          the code that was mailed to it; the account is then verified instead of registered
  --max-billed N       at most so many billed calls [10; no limit against Stuntface]
  --yes                agree to the price, as credentials on the command line do
  --list               list cases, prices and sources, ask nothing
  --json               print one JSON document, nothing else

Also read: DIDIT_EMPTY_API_KEY, a key without credits, and DIDIT_FORBIDDEN_API_KEY, one without permission.
Exit codes: 0 every case holds, 1 some do not, 2 error.
`;

/** Help of `diff`. */
export const diffHelp = `Usage: stuntface diff --url URL [options]

Sends the same requests to a service and to the emulator and prints where their answers differ, field by field. The
differences are structural (status, header, key, type, order), in a value, or expected (ids, times, scores and boxes
within a tolerance). Photos, prices and keys are those of stuntface conformance.

  --url URL            the service to ask
  --against URL        a running emulator [one of its own, in this process]
  --key KEY, --username NAME, --password TEXT, --only NAME, --case ID,...
                       as for stuntface conformance
  --edition NAME       edition of Didit's contract that the emulator answers in [the one that fits the service best]
  --with top-up        also ask what leaves something behind
  --record DIR         keep the answers of the service in DIR, without secrets
  --replay DIR         compare a recording with the emulator; no service is asked
  --max-billed N, --yes
                       as for stuntface conformance
  --all                also print the expected differences
  --json               print one JSON document, nothing else

Exit codes: 0 no differences but expected ones, 1 there are others, 2 error.
`;
