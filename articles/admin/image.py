from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html

from articles import renditions
from articles.models import Image
from people.admin import OwnOrEditorAdmin
from people.pictures import Picture, PictureError, cleaned, keep


class ImageForm(forms.ModelForm):
    """A new picture is uploaded; an old one keeps its file for good."""

    upload = forms.FileField(
        label="Picture", help_text="JPEG, PNG, WebP, AVIF or GIF. Only its pixels are kept."
    )

    class Meta:
        model = Image
        fields = [
            "alt",
            "caption",
            "credit",
            "licence",
            "licence_until",
            "focal_x",
            "focal_y",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]

    def clean_upload(self) -> Picture:
        """Turn the upload into what is kept. Refuses a picture that the library has."""
        upload = self.cleaned_data["upload"]
        try:
            picture = cleaned(upload, upload.size, renditions.LEAST)
        except PictureError as error:
            raise forms.ValidationError(str(error)) from error
        if known := Image.objects.filter(file=picture.name).first():
            raise forms.ValidationError(f"The library has this picture: “{known}” (#{known.pk}).")
        return picture

    def save(self, commit: bool = True) -> Image:
        if picture := self.cleaned_data.get("upload"):
            self.instance.file = keep(picture)
        return super().save(commit)


@admin.register(Image)
class ImageAdmin(OwnOrEditorAdmin):
    owner = "uploaded_by"
    form = ImageForm
    list_display = ["thumbnail", "alt", "credit", "licence_until", "uploaded_by", "uploaded_at"]
    list_display_links = ["thumbnail", "alt"]
    list_select_related = ["uploaded_by"]
    search_fields = ["alt", "caption", "credit"]

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        first = ["thumbnail"] if obj else ["upload"]
        return [*first, *ImageForm.Meta.fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        return ["thumbnail"] if obj else []

    def save_model(self, request: HttpRequest, obj: Image, form: ImageForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if {"focal_x", "focal_y"} & set(form.changed_data):
            # Not before: a reader could have the old crop made again.
            transaction.on_commit(partial(renditions.forget, obj))

    @admin.display(description="picture")
    def thumbnail(self, image: Image) -> str:
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" width="160" loading="lazy">',
            image.get_absolute_url(),
            image.alt,
        )
