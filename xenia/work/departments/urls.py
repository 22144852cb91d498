"""The addresses of equal access."""

urlpatterns: list[object] = []
