import FilterPolicy
import MailTypes

/// Only for addresses that stand in the tests.
func address(_ text: String) -> EmailAddress {
  guard let address = EmailAddress(text) else { preconditionFailure("not an address: \(text)") }
  return address
}

func key(_ text: String) -> AddressKey { AddressKey(address(text)) }
