"""What a carrier needs of the environment. Each carrier's own file says which settings these
are.
"""

from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, SecretStr

from routes.settings.checks import separate

Keys = Annotated[tuple[SecretStr, ...], BeforeValidator(separate)]
"""Secrets, separated by commas: more than one while a key is being rotated."""


class CarrierSettings(BaseModel):
    """The settings of one carrier. A field is read from the variable of the same name in capitals.

    keys_field: the field with the keys that prove the carrier's requests. has_voices: whether it
    can say a text that has no clip.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    keys_field: ClassVar[str]
    has_voices: ClassVar[bool] = True

    @classmethod
    def keys_setting(cls) -> str:
        """The name of the setting with the keys, such as TWILIO_AUTH_TOKEN."""
        return cls.keys_field.upper()

    @property
    def signing_keys(self) -> list[str]:
        """The keys that prove the carrier's requests, newest first."""
        keys: tuple[SecretStr, ...] = getattr(self, self.keys_field)
        return [key.get_secret_value() for key in keys]

    @property
    def reaches_api(self) -> bool:
        """Whether these settings name an account whose REST API the hotline can ask."""
        return False
