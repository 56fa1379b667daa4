"""Model fields of a story that no path around a form can fill with something else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField
from django_prose_editor.widgets import (
    ProseEditorWidget,
    importmap,
    prose_editor_js,
    prose_editor_media,
)
from js_asset import ImportMap
from js_asset.media import Media

from articles import body
from articles.editor import EDITOR_IMPORTS, STORY_EXTENSIONS

EDITOR_STYLES = ("django_prose_editor/editor", "articles/editor", "articles/editor-dialogs")
# The editor without its icon font, 128 KB that our menu of words does not need.
EDITOR_MEDIA = Media(
    importmap=importmap | ImportMap(EDITOR_IMPORTS),
    css={"all": [f"{name}.css" for name in EDITOR_STYLES]},
    js=[prose_editor_js],
)


class BodyWidget(ProseEditorWidget):
    """The story's editor, in the reader's type and width."""

    @property
    def media(self) -> Media:
        return prose_editor_media(base=EDITOR_MEDIA, preset=self.preset)


class BodyFormField(ProseEditorFormField):
    """Always the editor, also where the admin asks for its own text area."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "widget": BodyWidget})


class BodyField(ProseEditorField):
    """A story's body. Whatever is saved is what `body.clean` makes of it.

    The cleaning stands where values go to the database, and not in a form, so that saving, bulk
    creation and updates from anywhere store nothing else. (What the database computes itself, as
    in `update(body=F("summary"))`, passes by; `body.render` is safe from that too.)
    """

    def __init__(
        self, *args: Any, extensions: dict[str, Any] = STORY_EXTENSIONS, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs, extensions=extensions, sanitize=body.clean)

    def clean(self, value: str, instance: models.Model | None) -> str:
        """Return the cleaned body. Raises ValidationError where `body.clean` refuses."""
        try:
            return super().clean(value, instance)
        except body.BodyError as error:
            raise ValidationError(str(error), code="body") from error

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Leave on the instance what is stored, so that a version kept of it says the same."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = body.clean(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        """Clean what is about to be stored. Raises BodyError where `body.clean` refuses."""
        value = super().get_prep_value(value)
        return body.clean(value) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{**kwargs, "form_class": BodyFormField})
